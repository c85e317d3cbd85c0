import { analyticsEntries } from './analytics-entries.ts'
import type { CatalogEntry } from './catalog-entry.ts'
import { platformEntries } from './platform-entries.ts'
import { normalizePrivilege, type PrivilegeLike } from './privilege.ts'
import { searchEntries, serviceEntries } from './search-entries.ts'

export type { CatalogEntry } from './catalog-entry.ts'

/**
 * The target domains that Coveo has published (slugs 159 and 1707, and the required privileges of its operations).
 * Coveo's vocabulary is open: a privilege that is not here is not wrong.
 */
export const privilegeCatalog: readonly CatalogEntry[] = Object.freeze([
  ...searchEntries,
  ...analyticsEntries,
  ...platformEntries,
  ...serviceEntries,
])

const byPath = new Map(privilegeCatalog.map((entry) => [`${entry.owner}:${entry.targetDomain}`, entry]))

/** What `privilege` lets its holder do, in one sentence, or `undefined` when the catalog does not know it. */
export function describePrivilege(privilege: PrivilegeLike): string | undefined {
  const { owner, targetDomain, type = 'ENABLE' } = normalizePrivilege(privilege)
  const allows = byPath.get(`${owner}:${targetDomain}`)?.allows
  return allows && Object.hasOwn(allows, type) ? allows[type] : undefined
}
