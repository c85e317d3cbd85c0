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
export function cacheKey(grant: Grant): string {
  // Joined once, at the end: a text that grows step by step is a tree, which a lookup has to flatten first.
  return (grant.kind === 'search' ? searchParts(grant) : platformParts(grant)).join()
}

type Part = string | number
type Identity = SearchGrant['userIds'][number]

// Field by field, each in its place, without a loop over names: this runs for every request.
function searchParts(grant: SearchGrant): Part[] {
  const { userIds, userGroups, canSeeUserProfileOf } = grant
  const parts: Part[] = ['S']
  const count =
    add(parts, grant.searchHub) +
    add(parts, grant.userDisplayName) +
    add(parts, grant.filter) +
    add(parts, grant.pipeline) +
    add(parts, grant.validFor) +
    add(parts, userGroups && set(userGroups)) +
    add(parts, canSeeUserProfileOf && set(canSeeUserProfileOf)) +
    addIdentities(parts, userIds)
  // `kind` is one more.
  add(parts, countFields(grant) === count + 1 ? undefined : otherFields(grant, fieldsOfSearch))
  return parts
}

const fieldsOfSearch = [
  'kind',
  'userIds',
  'searchHub',
  'userDisplayName',
  'filter',
  'pipeline',
  'validFor',
  'userGroups',
  'canSeeUserProfileOf',
]

function platformParts(grant: PlatformGrant): Part[] {
  const { privileges, userIds, ...others } = grant
  countFields(grant)
  const parts: Part[] = ['P', set(privileges)]
  addIdentities(parts, userIds)
  add(parts, others)
  return parts
}

/** Adds a value, or an empty part for an absent one. Returns how many values that are. */
function add(parts: Part[], value: unknown): 0 | 1 {
  if (typeof value === 'string') parts.push(value.length, value)
  else parts.push(value === undefined ? '' : `!${canonical(value)}`)
  return value === undefined ? 0 : 1
}

function addIdentities(parts: Part[], list: readonly Identity[] | undefined): 0 | 1 {
  // Wrapped, because a text begins with its length, as a list does with its own.
  if (!isPlainList(list)) return add(parts, list && [list])
  parts.push(list.length)
  for (const identity of list) addIdentity(parts, identity)
  return 1
}

function addIdentity(parts: Part[], identity: Identity): void {
  const { name, provider, type } = identity
  add(parts, name)
  add(parts, provider)
  add(parts, type === 'User' ? undefined : type)
  const count = type === undefined ? 2 : 3
  add(parts, countFields(identity) === count ? undefined : otherFields(identity, ['name', 'provider', 'type']))
}

/** The fields of `record` that are not `known`. Undefined if there are none. */
function otherFields(record: object, known: readonly string[]): object | undefined {
  const fields = Object.entries(record).filter(([name, value]) => value !== undefined && !known.includes(name))
  return fields.length === 0 ? undefined : Object.fromEntries(fields)
}

function set(items: unknown): string {
  return isPlainList(items) ? list(items.map(canonical).sort()) : canonical(items)
}

function list(items: readonly string[]): string {
  return `${items.length}[${items.join('')}`
}

function text(value: string): string {
  return `${value.length}:${value}`
}

function canonical(value: unknown): string {
  if (typeof value === 'string') return `s${text(value)}`
  if (typeof value !== 'object' || value === null) return `${typeof value}(${String(value)})`
  if (isPlainList(value)) return `a${list(value.map(canonical))}`
  countFields(value)
  const entries = Object.entries(value).filter(([, member]) => member !== undefined)
  const members = entries.map(([name, member]) => text(name) + canonical(member)).sort()
  return `o${list(members)}`
}
