import type { Grant, PlatformGrant, SearchGrant } from './grant.ts'
import { countFields, isPlainList } from './plain-data.ts'

/**
 * Returns the text that a token is cached under: equal for two grants exactly if Coveo gives both the same rights.
 * Every field takes part, also one that this version does not know. Each value follows its own length, so that no value can
 * imitate the border between two fields. Groups and privileges are sets, so they are sorted. `userIds` is a list: Coveo sends
 * alert mail to the first. Throws `grant-invalid` for a grant with inherited or hidden fields.
 *
 * @see https://docs.coveo.com/en/74
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
  return countFields(grant) === known ? key : key + others(grant, searchNames)
}

function platformFields(grant: PlatformGrant): string {
  const { privileges, userIds, analytics, validityPeriodMs } = grant
  let key = `r${set(privileges, canonical)}`
  if (userIds !== undefined) key += identities(userIds)
  if (analytics !== undefined) key += `a${canonical(analytics)}`
  if (validityPeriodMs !== undefined) key += `v${canonical(validityPeriodMs)}`
  countFields(grant)
  return key + others(grant, platformNames)
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

function identities(list: readonly SearchGrant['userIds'][number][] | undefined): string {
  return `u${listOf(list, identity)}`
}

function identity(securityIdentity: SearchGrant['userIds'][number]): string {
  const { name, provider, type } = securityIdentity
  const key = `${text(name)}${text(provider)}${text(type ?? 'User')}`
  const known = type === undefined ? 2 : 3
  return countFields(securityIdentity) === known ? key : key + others(securityIdentity, identityNames)
}

function others(record: object, without: ReadonlySet<string>): string {
  const fields = Object.entries(record).filter(([name, value]) => value !== undefined && !without.has(name))
  return fields.length === 0 ? '' : `?${canonical(Object.fromEntries(fields))}`
}

function set<Item>(items: readonly Item[] | undefined, encode: (item: Item) => string): string {
  if (!isPlainList(items)) return `!${canonical(items)}`
  return `${items.length}[${items.map(encode).sort().join('')}`
}

function listOf<Item>(items: readonly Item[] | undefined, encode: (item: Item) => string): string {
  if (!isPlainList(items)) return `!${canonical(items)}`
  const [first] = items
  if (items.length === 1 && first !== undefined) return `1[${encode(first)}`
  return `${items.length}[${items.map(encode).join('')}`
}

function text(value: unknown): string {
  return typeof value === 'string' ? `${value.length}:${value}` : `!${canonical(value)}`
}

function canonical(value: unknown): string {
  if (typeof value === 'string') return `s${text(value)}`
  if (typeof value !== 'object' || value === null) return `${typeof value}(${String(value)})`
  if (isPlainList(value)) return `a${value.length}[${value.map(canonical).join('')}`
  countFields(value)
  const entries = Object.entries(value).filter(([, member]) => member !== undefined)
  const members = entries.map(([name, member]) => text(name) + canonical(member)).sort()
  return `o${members.length}{${members.join('')}`
}
