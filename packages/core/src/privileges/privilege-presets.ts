import { type Privilege, parsePrivilege } from './privilege.ts'

function preset(...texts: string[]): readonly Privilege[] {
  return Object.freeze(texts.map((text) => Object.freeze(parsePrivilege(text))))
}

/** Privileges of the usual platform tokens. */
export const privilegePresets = Object.freeze({
  /**
   * Search as the identities in `userIds` (slug n3ge0020). Carries IMPERSONATE: keep such a token on a server, and give
   * a browser a search token instead.
   */
  searchAsUser: preset('SEARCH_API:IMPERSONATE'),
  /** Search what everybody may see and log the events: what a public search key may do (slug 105). */
  searchWithoutImpersonation: preset('SEARCH_API:EXECUTE_QUERY', 'USAGE_ANALYTICS:ANALYTICS_DATA:EDIT'),
  /** Log usage analytics events, nothing else. The console calls this Push. */
  pushAnalytics: preset('USAGE_ANALYTICS:ANALYTICS_DATA:EDIT'),
  /** Use Case Assist and log its events (slug na6a5281). */
  caseAssist: preset('CUSTOMER_SERVICE:USE_CASE_ASSIST', 'USAGE_ANALYTICS:ANALYTICS_DATA:EDIT'),
})
