import { tokenError } from '../shared/error-table.ts'
import { cacheKey } from './cache-key.ts'
import { checkedGrant, type Grant } from './grant.ts'
import { assertPlainData, snapshotGrant } from './grant-snapshot.ts'

/** A grant as it was read for one request. */
export interface KeyedGrant {
  readonly key: string
  readonly snapshot: Grant
  /** The object that the application's function returned: only for checks of its shape, never for its values. */
  readonly source: unknown
}

/** Reads a grant once and builds its cache key. Throws `grant-invalid`. */
export function keyedGrant(scope: string, source: unknown): KeyedGrant {
  const snapshot = snapshotGrant(source)
  return { key: cacheKey(scope, snapshot), snapshot, source }
}

/**
 * Returns the grant to send to Coveo, with `lifetimeMs` where it names no lifetime. Throws a `grant-invalid` that names every
 * wrong field.
 */
export function grantToMint({ key, snapshot, source }: KeyedGrant, lifetimeMs: number): Grant {
  assertPlainData(source)
  // Encoders replace half a surrogate pair, so that two such names would have one hash.
  if (/\p{Surrogate}/u.test(key))
    throw tokenError('grant-invalid', 'The grant holds text that is not well-formed Unicode.')
  return checkedGrant(snapshot, lifetimeMs)
}
