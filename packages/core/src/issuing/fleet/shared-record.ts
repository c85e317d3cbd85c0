import * as z from 'zod/mini'
import { anyString } from '../../shared/any-string.ts'
import { finiteNumber } from '../../shared/finite-number.ts'
import type { CachedToken } from '../cached-token.ts'
import type { SealedEnd } from './coveo-clock.ts'
import { unreadableError } from './unreadable-error.ts'

const recordSchema = z
  .object({
    token: anyString,
    lifetimeMs: finiteNumber,
    mostMs: finiteNumber,
    expiresAt: finiteNumber,
    aheadMs: finiteNumber,
  })
  .check(z.refine(({ token, lifetimeMs, mostMs }) => token !== '' && lifetimeMs > 0 && mostMs >= 0))

/** The plain text of a shared value. */
export type SharedRecord = Readonly<z.infer<typeof recordSchema>>

export function formatRecord({ hit: { token }, lifetimeMs, mostMs }: CachedToken, end: SealedEnd): string {
  const record: SharedRecord = { token, lifetimeMs, mostMs, ...end }
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
