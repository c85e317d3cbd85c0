import * as z from 'zod/mini'
import { finiteNumber } from '../../shared/finite-number.ts'
import type { CachedToken } from '../cached-token.ts'
import type { StoredValue } from './shared-store.ts'
import { unreadableError } from './unreadable-error.ts'

const positive = finiteNumber.check(z.refine((ms) => ms > 0))

const recordSchema = z.object({
  token: z.string().check(z.refine((token) => token !== '')),
  lifetimeMs: positive,
  mostMs: finiteNumber.check(z.refine((ms) => ms >= 0)),
  /** When the token expires, by the clock of the instance that minted it. */
  expiresAt: positive,
})

/** The plain text of a shared value. */
export type SharedRecord = Readonly<z.infer<typeof recordSchema>>

/**
 * How far the clocks of two instances may differ, in milliseconds. The store's clock says how long a token lives; a token that would
 * outlive the end in its record by more than this comes from a store whose clock was put back, or from a restored copy.
 */
const maxClockDifferenceMs = 3_600_000

export function formatRecord({ hit, lifetimeMs, mostMs }: CachedToken): string {
  const record: SharedRecord = { token: hit.token, lifetimeMs, mostMs, expiresAt: hit.expiresAt }
  return JSON.stringify(record)
}

/** Throws `shared-store-unreadable` for any other text. */
export function parseRecord(text: string): SharedRecord {
  try {
    return recordSchema.parse(JSON.parse(text))
  } catch {
    throw unreadableError('It is not in the format of this version.')
  }
}

/** How long the token still lives, in milliseconds, by the store's clock. Throws `shared-store-unreadable` for a value that came back. */
export function remainingLifetime(record: SharedRecord, { remainingMs }: StoredValue, now: number): number {
  if (!(remainingMs > 0)) throw unreadableError('The store does not say how long it keeps it.')
  const remaining = Math.min(remainingMs, record.lifetimeMs)
  if (now + remaining > record.expiresAt + maxClockDifferenceMs) {
    throw unreadableError('Its token has expired: the clock of the store was put back, or an old copy was restored.')
  }
  return remaining
}
