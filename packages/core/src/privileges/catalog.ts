import { normalizePrivilege, type PrivilegeLike } from '../coveo/privilege.ts'
import { analyticsEntries } from './analytics-entries.ts'
import type { CatalogEntry } from './catalog-entry.ts'
import { platformEntries } from './platform-entries.ts'
import { searchEntries, serviceEntries } from './search-entries.ts'

export type { CatalogEntry } from './catalog-entry.ts'

/**
 * The target domains that Coveo has published. Coveo's vocabulary is open: other privileges may exist.
 *
 * @see https://docs.coveo.com/en/159
 * @see https://docs.coveo.com/en/1707
 */
export const privilegeCatalog: readonly CatalogEntry[] = Object.freeze([
  ...searchEntries,
  ...analyticsEntries,
  ...platformEntries,
  ...serviceEntries,
])

const byPath = new Map(privilegeCatalog.map((entry) => [`${entry.owner}:${entry.targetDomain}`, entry]))

/** Describes in one sentence what `privilege` allows. Undefined for a privilege that the catalog lacks. */
export function describePrivilege(privilege: PrivilegeLike): string | undefined {
  const { owner, targetDomain, type = 'ENABLE' } = normalizePrivilege(privilege)
  const allows = byPath.get(`${owner}:${targetDomain}`)?.allows
  return allows && Object.hasOwn(allows, type) ? allows[type] : undefined
}
