import { z } from 'zod'
import { tokenError } from '../../shared/error-table.ts'
import { type Arrival, type CachedToken, leastLifeMs } from '../cached-token.ts'
import type { SharedStore } from '../shared-store.ts'
import type { Slot } from '../token-cache.ts'
import type { Sealing } from './sealing.ts'
import type { StoreGuard } from './store-guard.ts'

/** A token found in the shared store, and the value that it was. */
export interface SharedToken extends Arrival {
  readonly name: string
  readonly value: string
}

/** What the shared store holds for one cache key. Each function rejects with a TokenError where the store fails. */
export interface SharedPlace {
  /** Where there may be a token: one name for each secret. */
  readonly names: readonly string[]
  /** The token under one of the names. Rejects with `shared-store-unreadable` for a value that is none. */
  read(name: string): Promise<SharedToken | undefined>
  lease(): Promise<boolean>
  publish(token: CachedToken): Promise<void>
  release(): Promise<void>
  remove(token: SharedToken): Promise<void>
  forget(): Promise<void>
}

export interface SharedPlaceOptions {
  store: SharedStore
  sealing: Sealing
  guard: StoreGuard
  /** How long a lease lasts, in milliseconds. */
  leaseMs: number
  /** How long a step may take, in milliseconds: so much of a token's life may pass before the store begins to count. */
  timeoutMs: number
  now: () => number
}

const recordSchema = z.object({ token: z.string().min(1), lifeMs: z.number().positive(), mostMs: z.number().min(0) })

/** The place of a slot's key in the shared store, for someone who takes turns there as himself alone. */
export function sharedPlace({ key, keyHash }: Slot, options: SharedPlaceOptions): SharedPlace {
  const { store, sealing, guard, leaseMs, timeoutMs, now } = options
  const names = sealing.namesOf(key)
  const [own] = names
  const owner = crypto.randomUUID()

  function ask<Answer>(step: () => Promise<Answer>): Promise<Answer> {
    return guard.ask(keyHash, step)
  }

  async function read(name: string): Promise<SharedToken | undefined> {
    // The store counts on while its answer travels: counted from the question on, no life is made up.
    const arrivedAt = now()
    const stored = await ask(() => store.read(name))
    if (stored === undefined || stored === null) return undefined
    const { value, remainingMs } = stored
    const { token, lifeMs, mostMs } = parsed(sealing.open(name, value))
    if (!(remainingMs > 0)) throw notARecord('The store does not say for how long it keeps it.')
    if (remainingMs < leastLifeMs) return undefined
    return { token, lifeMs, mostMs, remainingMs: Math.min(remainingMs, lifeMs), arrivedAt, name, value }
  }

  return {
    names,
    read,
    lease: () => ask(() => store.lease(own, { owner, leaseMs })),
    async publish({ hit, lifeMs, mostMs }) {
      const keepMs = Math.floor(hit.expiresAt - now() - timeoutMs)
      if (keepMs < 1) return ask(() => store.release(own, owner))
      const value = sealing.seal(own, JSON.stringify({ token: hit.token, lifeMs, mostMs }))
      await ask(() => store.publish(own, { owner, value, keepMs }))
    },
    release: () => ask(() => store.release(own, owner)),
    remove: ({ name, value }) => ask(() => store.remove(name, value)),
    async forget() {
      for (const name of names) await ask(() => store.forget(name))
    },
  }
}

function parsed(text: string): z.infer<typeof recordSchema> {
  try {
    return recordSchema.parse(JSON.parse(text))
  } catch {
    throw notARecord('It was sealed by something else, or by another version.')
  }
}

function notARecord(why: string): Error {
  return tokenError('shared-store-unreadable', `The shared store holds a value that is no token. ${why}`)
}
