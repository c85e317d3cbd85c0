import * as z from 'zod/mini'
import { tokenError } from '../../shared/error-table.ts'
import { type Arrival, type CachedToken, minLifetimeMs } from '../cached-token.ts'
import type { EntryId } from '../entries.ts'
import type { SharedStore } from '../shared-store.ts'
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
  /** False when this key was forgotten since the lease was given. Tried also while the store is left alone: others wait for it. */
  publish(token: CachedToken): Promise<boolean>
  /** Tried also while the store is left alone: others wait for it. */
  release(): Promise<void>
  remove(token: SharedToken): Promise<void>
  forget(): Promise<void>
}

export interface SharedPlaceOptions {
  store: SharedStore
  sealing: Sealing
  guard: StoreGuard
  /** How long a lease lasts, in milliseconds: longer than everything that its holder may do. */
  leaseMs: number
  /** How long a step may take, in milliseconds: so much of a token's life may pass before the store begins to count. */
  timeoutMs: number
  now: () => number
}

const recordSchema = z.object({
  token: z.string().check(z.minLength(1)),
  lifetimeMs: z.number().check(z.positive()),
  mostMs: z.number().check(z.gte(0)),
})

/** The place of a slot's key in the shared store, for someone who takes turns there as himself alone. */
export function sharedPlace({ key, keyHash }: EntryId, options: SharedPlaceOptions): SharedPlace {
  const { store, sealing, guard, leaseMs, timeoutMs, now } = options
  const names = sealing.namesOf(key)
  const [own] = names
  const owner = crypto.randomUUID()

  function ask<Answer>(run: () => Promise<Answer>, writes = true): Promise<Answer> {
    return guard.ask({ keyHash, run, writes })
  }

  /** What only the holder of a lease can do. The lease may be ours also where the answer to our question was lost. */
  async function insist<Answer>(run: () => Promise<Answer>): Promise<Answer | undefined> {
    return isAskedFor ? guard.insist({ keyHash, run, writes: true }) : undefined
  }

  let isAskedFor = false

  async function read(name: string): Promise<SharedToken | undefined> {
    // The store counts on while its answer travels: counted from the question on, no life is made up.
    const arrivedAt = now()
    const stored = await ask(() => store.read(name), false)
    if (stored === undefined || stored === null) return undefined
    const { value, remainingMs } = stored
    const { token, lifetimeMs, mostMs } = parsed(sealing.open(name, value))
    if (!(remainingMs > 0)) throw notARecord('The store does not say for how long it keeps it.')
    if (remainingMs < minLifetimeMs) return undefined
    return { token, lifetimeMs, mostMs, remainingMs: Math.min(remainingMs, lifetimeMs), arrivedAt, name, value }
  }

  return {
    names,
    read,
    lease: () =>
      ask(async () => {
        isAskedFor = true
        const given: unknown = await store.acquireLease(own, { owner, leaseMs })
        // Taken for a no, it would keep everyone waiting for a lease that nobody holds.
        if (typeof given !== 'boolean') throw new Error('The store does not say whether it gave the lease.')
        return given
      }),
    async publish({ hit, lifetimeMs, mostMs }) {
      const keepMs = Math.floor(hit.expiresAt - now() - timeoutMs)
      if (keepMs < 1) {
        await insist(() => store.releaseLease(own, owner))
        return true
      }
      const value = sealing.seal(own, JSON.stringify({ token: hit.token, lifetimeMs, mostMs }))
      return (await insist(() => store.publish(own, { owner, value, keepMs }))) !== false
    },
    async release() {
      await insist(() => store.releaseLease(own, owner))
    },
    remove: ({ name, value }) => ask(() => store.deleteIfEqual(name, value)),
    async forget() {
      const steps = await Promise.allSettled(names.map((name) => ask(() => store.invalidate(name))))
      for (const step of steps) if (step.status === 'rejected') throw step.reason
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
