import { hasPrivileges, type Privilege } from '@coveo-token/core/privileges'

/** The names of Coveo's templates, as the console shows them. @see https://docs.coveo.com/en/1718 */
export type KeyTemplate = 'Authenticated search' | 'Anonymous search' | 'Usage analytics' | 'Custom'

/** The template that an API key with these privileges looks like. */
export function keyTemplate(privileges: readonly Privilege[]): KeyTemplate {
  if (hasPrivileges(privileges, 'SEARCH_API:IMPERSONATE')) return 'Authenticated search'
  if (hasPrivileges(privileges, 'SEARCH_API:EXECUTE_QUERY')) return 'Anonymous search'
  if (hasPrivileges(privileges, 'USAGE_ANALYTICS:IMPERSONATE')) return 'Usage analytics'
  return 'Custom'
}
