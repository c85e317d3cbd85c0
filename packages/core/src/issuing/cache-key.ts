import type { Grant, PlatformGrant, SearchGrant } from './grant.ts'

/**
 * The text under which a token is kept: equal for two grants exactly when Coveo would give both the same rights.
 * Every field takes part, also one that this version does not know. Each value goes in behind its own length, so no
 * value can imitate the border between two fields. What Coveo reads as a set is sorted.
 */
export function cacheKey(scope: string, grant: Grant): string {
  return grant.kind === 'search' ? `${scope}S${searchFields(grant)}` : `${scope}P${platformFields(grant)}`
}

function searchFields(grant: SearchGrant): string {
  const { userIds, userGroups, userDisplayName, canSeeUserProfileOf, filter, pipeline, searchHub, validFor } = grant
  let key = identities(userIds)
  let known = userIds === undefined ? 1 : 2
  if (searchHub !== undefined) {
    key += `h${text(searchHub)}`
    known++
  }
  if (userDisplayName !== undefined) {
    key += `d${text(userDisplayName)}`
    known++
  }
  if (userGroups !== undefined) {
    key += `g${set(userGroups, text)}`
    known++
  }
  if (filter !== undefined) {
    key += `f${text(filter)}`
    known++
  }
  if (pipeline !== undefined) {
    key += `p${text(pipeline)}`
    known++
  }
  if (validFor !== undefined) {
    key += `v${canonical(validFor)}`
    known++
  }
  if (canSeeUserProfileOf !== undefined) {
    key += `c${set(canSeeUserProfileOf, text)}`
    known++
  }
  return fieldCount(grant) === known ? key : key + rest(grant, searchNames)
}

function platformFields(grant: PlatformGrant): string {
  const { privileges, userIds, analytics, validityPeriodMs } = grant
  let key = `r${set(privileges, canonical)}`
  if (userIds !== undefined) key += identities(userIds)
  if (analytics !== undefined) key += `a${canonical(analytics)}`
  if (validityPeriodMs !== undefined) key += `v${canonical(validityPeriodMs)}`
  return key + rest(grant, platformNames)
}

const searchNames = new Set([
  'kind',
  'userIds',
  'searchHub',
  'userDisplayName',
  'userGroups',
  'filter',
  'pipeline',
  'validFor',
  'canSeeUserProfileOf',
])
const platformNames = new Set(['kind', 'privileges', 'userIds', 'analytics', 'validityPeriodMs'])
const identityNames = new Set(['name', 'provider', 'type'])

function identities(list: SearchGrant['userIds'] | undefined): string {
  return `u${set(list, identity)}`
}

function identity(who: SearchGrant['userIds'][number]): string {
  const { name, provider, type } = who
  const key = `${text(name)}${text(provider)}${text(type ?? 'User')}`
  const known = type === undefined ? 2 : 3
  return fieldCount(who) === known ? key : key + rest(who, identityNames)
}

/** How many fields a record has; several times faster than `Object.keys`. */
export function fieldCount(record: object): number {
  let count = 0
  for (const _ in record) count++
  return count
}

function rest(record: object, without: ReadonlySet<string>): string {
  const others = Object.entries(record).filter(([name, value]) => value !== undefined && !without.has(name))
  return others.length === 0 ? '' : `?${canonical(Object.fromEntries(others))}`
}

function set<Item>(items: readonly Item[] | undefined, encode: (item: Item) => string): string {
  if (!Array.isArray(items)) return `!${canonical(items)}`
  if (items.length === 1) return `1[${encode(items[0])}`
  return `${items.length}[${items.map(encode).sort().join('')}`
}

function text(value: unknown): string {
  return typeof value === 'string' ? `${value.length}:${value}` : `!${canonical(value)}`
}

function canonical(value: unknown): string {
  if (typeof value === 'string') return `s${text(value)}`
  if (typeof value !== 'object' || value === null) return `${typeof value}(${String(value)})`
  if (Array.isArray(value)) return `a${value.length}[${value.map(canonical).join('')}`
  const entries = Object.entries(value).filter(([, member]) => member !== undefined)
  const members = entries.map(([name, member]) => text(name) + canonical(member)).sort()
  return `o${members.length}{${members.join('')}`
}
