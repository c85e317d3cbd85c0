import { type Privilege, parsePrivilege } from '../coveo/privilege.ts'

function preset(...texts: string[]): readonly Privilege[] {
  return Object.freeze(texts.map((text) => Object.freeze(parsePrivilege(text))))
}

/**
 * Privileges of the usual platform tokens. The API key must hold every privilege that it puts into a token. A Custom key
 * can hold neither Execute queries, nor Impersonate of the Search API, nor Push on analytics data: use a template.
 *
 * @see https://docs.coveo.com/en/n3ge0020
 */
export const privilegePresets = Object.freeze({
  /**
   * Search as the identities in `userIds`. Holds IMPERSONATE: keep such a token on a server, and send a browser a search
   * token. Minted by an "Authenticated search" key.
   */
  searchAsUser: preset('SEARCH_API:IMPERSONATE'),
  /**
   * Search public content and log events. Minted by an "Anonymous search" key; an "Authenticated search" key may lack
   * `SEARCH_API:EXECUTE_QUERY`.
   */
  searchWithoutImpersonation: preset('SEARCH_API:EXECUTE_QUERY', 'USAGE_ANALYTICS:ANALYTICS_DATA:EDIT'),
  /**
   * Log usage analytics events and nothing else. The console names this Push. Minted by an "Anonymous search",
   * "Authenticated search" or "Usage analytics" key.
   */
  pushAnalytics: preset('USAGE_ANALYTICS:ANALYTICS_DATA:EDIT'),
  /**
   * Use Case Assist and log its events. Minted by a key of a template that holds both, not by a Custom key.
   *
   * @see https://docs.coveo.com/en/na6a5281
   */
  caseAssist: preset('CUSTOMER_SERVICE:USE_CASE_ASSIST', 'USAGE_ANALYTICS:ANALYTICS_DATA:EDIT'),
  /**
   * Use an insight panel and log its events. Minted by a key of a template that holds all three, not by a Custom key.
   * User actions need one more privilege, whose target is the id of the user-action configuration.
   *
   * @see https://docs.coveo.com/en/n81d0055
   */
  insightPanel: preset(
    'CUSTOMER_SERVICE:INSIGHT_PANEL_INTERFACE:VIEW',
    'CUSTOMER_SERVICE:INSIGHT_PANEL_DOCUMENTS:VIEW',
    'USAGE_ANALYTICS:ANALYTICS_DATA:EDIT',
  ),
})
