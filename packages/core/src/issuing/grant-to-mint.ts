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

/**
 * Copies and checks what `grant` returned. `lifetimeMs` is the lifetime where it names none. Throws a `grant-invalid` that names
 * every wrong field.
 */
export function grantToMint(source: unknown, lifetimeMs: number): GrantToMint {
  const copy = plainCopy(source)
  if (!isGrant(copy)) throw notAGrant()
  const grant = checkedGrant(copy, lifetimeMs)
  const key = cacheKey(copy)
  // Encoders replace half a surrogate pair, so that two such names would have one hash.
  if (/\p{Surrogate}/u.test(key))
    throw tokenError('grant-invalid', 'The grant holds text that is not well-formed Unicode.')
  return { key, grant }
}
