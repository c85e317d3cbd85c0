import type { ClaimedPrivilege, TokenClaims } from './token-claims.ts'

const privilegeWords: Record<string, string> = {
  'SEARCH_API:EXECUTE_QUERY': 'Run searches',
  'SEARCH_API:IMPERSONATE': 'Search on behalf of this identity',
  'SEARCH_API:IMPERSONATE_SEARCH_API': 'Search on behalf of this identity',
  'SEARCH_API:VIEW_ALL_CONTENT': 'See all content, without regard to permissions',
  'USAGE_ANALYTICS:ANALYTICS_DATA': 'Read usage analytics',
  'USAGE_ANALYTICS:ANALYTICS_DATA:EDIT': 'Send usage analytics',
  'USAGE_ANALYTICS:IMPERSONATE': 'Send usage analytics on behalf of this identity',
  'CUSTOMER_SERVICE:USE_CASE_ASSIST': 'Use Case Assist',
}

const roleWords: Record<string, string> = { queryExecutor: 'Run searches' }

/** Descriptions of the token's privileges; an unknown privilege is shown by its name. */
export function describeTokenPrivileges(claims: TokenClaims): string[] {
  const powers = [
    ...claims.roles.map((role) => roleWords[role] ?? role),
    ...claims.privileges.map((privilege) => privilegeWords[privilegeName(privilege)] ?? privilegeName(privilege)),
  ]
  return [...new Set(powers)]
}

/** The parameters that the token enforces for every search: pairs of a label and a value. */
export function enforcedParameters(claims: TokenClaims): { label: string; value: string }[] {
  const limits = [
    { label: 'Search hub', value: claims.searchHub },
    { label: 'Pipeline', value: claims.pipeline },
    { label: 'Filter', value: claims.filter },
    { label: 'Groups', value: claims.groups.join(', ') },
  ]
  return limits.flatMap(({ label, value }) => (value ? [{ label, value }] : []))
}

/** ENABLE and VIEW add nothing to the domain: an absent type means ENABLE. @see https://docs.coveo.com/en/109 */
function privilegeName({ owner, targetDomain, type }: ClaimedPrivilege): string {
  const name = `${owner}:${targetDomain}`
  return type === undefined || type === 'ENABLE' || type === 'VIEW' ? name : `${name}:${type}`
}
