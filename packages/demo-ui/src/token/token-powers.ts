import type { ClaimedPrivilege, TokenClaims } from './token-claims.ts'

const privilegeWords: Record<string, string> = {
  'SEARCH_API:EXECUTE_QUERY': 'Run searches',
  'SEARCH_API:IMPERSONATE': 'Search on behalf of this identity',
  'SEARCH_API:IMPERSONATE_SEARCH_API': 'Search on behalf of this identity',
  'SEARCH_API:VIEW_ALL_CONTENT': 'See all content, whatever its permissions',
  'USAGE_ANALYTICS:ANALYTICS_DATA': 'Read usage analytics',
  'USAGE_ANALYTICS:ANALYTICS_DATA:EDIT': 'Send usage analytics',
  'USAGE_ANALYTICS:IMPERSONATE': 'Send usage analytics on behalf of this identity',
  'CUSTOMER_SERVICE:USE_CASE_ASSIST': 'Use Case Assist',
}

const roleWords: Record<string, string> = { queryExecutor: 'Run searches' }

/** What a token may do, in words for people; a privilege that we have no words for is shown by its own name. */
export function tokenPowers(claims: TokenClaims): string[] {
  const powers = [
    ...claims.roles.map((role) => roleWords[role] ?? role),
    ...claims.privileges.map((privilege) => privilegeWords[privilegeName(privilege)] ?? privilegeName(privilege)),
  ]
  return [...new Set(powers)]
}

/** What the token fixes for every search made with it: pairs of a label and a value. */
export function tokenLimits(claims: TokenClaims): { label: string; value: string }[] {
  const limits = [
    { label: 'Search hub', value: claims.searchHub },
    { label: 'Pipeline', value: claims.pipeline },
    { label: 'Filter', value: claims.filter },
    { label: 'Groups', value: claims.groups.join(', ') },
  ]
  return limits.flatMap(({ label, value }) => (value ? [{ label, value }] : []))
}

/** ENABLE and VIEW say no more than the domain does: an absent type means ENABLE (slug 109). */
function privilegeName({ owner, targetDomain, type }: ClaimedPrivilege): string {
  const name = `${owner}:${targetDomain}`
  return type === undefined || type === 'ENABLE' || type === 'VIEW' ? name : `${name}:${type}`
}
