import { tokenError } from '../shared/error-table.ts'
import { cacheKey } from './cache-key.ts'
import { checkedGrant, type Grant, isGrant } from './grant.ts'
import { notAGrant } from './issuer-errors.ts'
import { plainCopy } from './plain-data.ts'

/** A grant to send to Coveo, and its cache key. Both come from one copy, so the caller's object can change meanwhile. */
export interface GrantToMint {
  readonly key: string
  readonly grant: Grant
}

export interface GrantToMintOptions {
  /** The beginning of the cache key. */
  readonly scope: string
  /** Lifetime where the grant names none, in milliseconds. */
  readonly lifetimeMs: number
}

/** Copies and checks what `grant` returned. Throws a `grant-invalid` that names every wrong field. */
export function grantToMint(source: unknown, { scope, lifetimeMs }: GrantToMintOptions): GrantToMint {
  const copy = plainCopy(source)
  if (!isGrant(copy)) throw notAGrant()
  const key = cacheKey(scope, copy)
  // Encoders replace half a surrogate pair, so that two such names would have one hash.
  if (/\p{Surrogate}/u.test(key))
    throw tokenError('grant-invalid', 'The grant holds text that is not well-formed Unicode.')
  return { key, grant: checkedGrant(copy, lifetimeMs) }
}
