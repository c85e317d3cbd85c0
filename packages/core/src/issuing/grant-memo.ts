import { cacheKey, fieldCount } from './cache-key.ts'
import type { Grant, SearchGrant } from './grant.ts'

export interface GrantMemoOptions<Kept> {
  scope: string
  /** How many grants to remember. */
  maxEntries: number
  /** What belongs to the grants of this cache key. */
  find: (key: string) => Kept
}

/** What grants of many users have in common, with what belongs to each user by their names. */
interface Pattern<Kept> {
  readonly provider: unknown
  readonly type: unknown
  readonly searchHub: unknown
  readonly userGroups: readonly unknown[] | undefined
  readonly filter: unknown
  readonly pipeline: unknown
  readonly validFor: unknown
  /** How many fields the identity and the grant have: with those above equal, the same count means that there is no other. */
  readonly identityFields: number
  readonly grantFields: number
  readonly kept: Map<unknown, Kept>
  /** The display name with each name, where the grants have one. */
  readonly displayNames: Map<unknown, unknown> | undefined
}

/** Most patterns to compare a grant with. An application has a few; one that has more gains nothing here. */
const maxPatterns = 8

/**
 * What belongs to the `cacheKey` of a grant, several times faster for the usual grants: what a grant led to last time is
 * used again when every field is the same, and no key is built.
 */
export function createGrantMemo<Kept extends string | object>(options: GrantMemoOptions<Kept>): (grant: Grant) => Kept {
  const { scope, maxEntries, find } = options
  const patterns: Pattern<Kept>[] = []
  let remembered = 0

  function remember(grant: Grant): Kept {
    const kept = find(cacheKey(scope, grant))
    if (grant.kind !== 'search' || !isSimple(grant)) return kept
    let pattern = patterns.find((known) => matches(known, grant))
    if (remembered >= maxEntries || (pattern === undefined && patterns.length === maxPatterns)) {
      patterns.length = 0
      remembered = 0
      pattern = undefined
    }
    if (pattern === undefined) {
      pattern = patternOf(grant)
      patterns.push(pattern)
    }
    const name = grant.userIds[0]?.name
    pattern.kept.set(name, kept)
    pattern.displayNames?.set(name, grant.userDisplayName)
    remembered++
    return kept
  }

  return (grant) => {
    if (grant.kind !== 'search' || grant.userIds?.length !== 1) return find(cacheKey(scope, grant))
    for (const pattern of patterns) {
      if (!matches(pattern, grant)) continue
      const name = grant.userIds[0]?.name
      const kept = pattern.kept.get(name)
      const { displayNames } = pattern
      if (kept !== undefined && (!displayNames || displayNames.get(name) === grant.userDisplayName)) return kept
    }
    return remember(grant)
  }
}

/** Whether all but the names of the user are the same. The grant has one identity. */
function matches(pattern: Pattern<unknown>, grant: SearchGrant): boolean {
  const identity = grant.userIds[0]
  return (
    identity !== undefined &&
    pattern.searchHub === grant.searchHub &&
    pattern.filter === grant.filter &&
    pattern.pipeline === grant.pipeline &&
    pattern.validFor === grant.validFor &&
    sameItems(pattern.userGroups, grant.userGroups) &&
    pattern.grantFields === fieldCount(grant) &&
    pattern.provider === identity.provider &&
    pattern.type === identity.type &&
    pattern.identityFields === fieldCount(identity)
  )
}

function patternOf<Kept>(grant: SearchGrant): Pattern<Kept> {
  const { searchHub, userGroups, filter, pipeline, validFor } = grant
  const [identity] = grant.userIds
  return {
    provider: identity?.provider,
    type: identity?.type,
    searchHub,
    userGroups: userGroups && [...userGroups],
    filter,
    pipeline,
    validFor,
    identityFields: fieldCount(identity ?? {}),
    grantFields: fieldCount(grant),
    kept: new Map(),
    displayNames: grant.userDisplayName === undefined ? undefined : new Map(),
  }
}

const textFields = new Set(['kind', 'searchHub', 'userDisplayName', 'filter', 'pipeline', 'validFor'])
const identityTexts = new Set(['name', 'provider', 'type'])

/** Whether `matches` sees all there is to this grant. Fields that are present but undefined would fool it. */
function isSimple(grant: SearchGrant): boolean {
  const { userIds, userGroups, ...others } = grant
  if (!Array.isArray(userIds) || userIds.length !== 1) return false
  if ('userGroups' in grant && !(Array.isArray(userGroups) && userGroups.every(isText))) return false
  return hasOnly(others, textFields) && hasOnly(userIds[0], identityTexts)
}

function hasOnly(record: unknown, names: ReadonlySet<string>): boolean {
  if (typeof record !== 'object' || record === null) return false
  return Object.entries(record).every(([name, value]) => names.has(name) && isText(value))
}

function isText(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number'
}

function sameItems(one: readonly unknown[] | undefined, other: readonly unknown[] | undefined): boolean {
  if (one === other) return true
  if (one?.length !== other?.length || !one || !other) return false
  return one.every((item, at) => item === other[at])
}
