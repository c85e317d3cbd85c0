import type { SharedStore } from '../issuing/fleet/shared-store.ts'
import { runListener } from '../shared/run-listener.ts'

export interface MemoryStoreOptions {
  /** The store's own clock, in milliseconds. Default `Date.now`. */
  readonly now?: (() => number) | undefined
}

export interface MemoryStore extends SharedStore {
  /** All values that have not expired, by name. */
  readonly values: ReadonlyMap<string, string>
}

/** Creates a shared store within one process, to test several issuers as instances of one application. */
export function createMemoryStore({ now = () => Date.now() }: MemoryStoreOptions = {}): MemoryStore {
  const values = new Map<string, { value: string; endsAt: number }>()
  const leases = new Map<string, { owner: string; endsAt: number; invalidated: boolean }>()
  const listeners = new Set<(message: string) => void>()

  function leaseOf(name: string) {
    const lease = leases.get(name)
    return lease !== undefined && now() < lease.endsAt ? lease : undefined
  }

  function kept(name: string) {
    const entry = values.get(name)
    return entry !== undefined && now() < entry.endsAt ? entry : undefined
  }

  return {
    get values() {
      return new Map([...values].filter(([name]) => kept(name)).map(([name, { value }]) => [name, value]))
    },
    async read(name) {
      const entry = kept(name)
      return entry && { value: entry.value, remainingMs: entry.endsAt - now() }
    },
    async acquireLease(name, { owner, leaseMs }) {
      const held = leaseOf(name)
      if (held) return held.owner === owner && !held.invalidated
      leases.set(name, { owner, endsAt: now() + leaseMs, invalidated: false })
      return true
    },
    async publish(name, { owner, value, keepMs }) {
      const lease = leaseOf(name)
      if (lease?.owner !== owner) return false
      leases.delete(name)
      if (!lease.invalidated) values.set(name, { value, endsAt: now() + keepMs })
      return !lease.invalidated
    },
    async releaseLease(name, owner) {
      if (leaseOf(name)?.owner === owner) leases.delete(name)
    },
    async deleteIfEqual(name, value) {
      if (values.get(name)?.value === value) values.delete(name)
    },
    async invalidate(name) {
      values.delete(name)
      const lease = leaseOf(name)
      if (lease !== undefined) lease.invalidated = true
    },
    async broadcast(message) {
      for (const listener of [...listeners]) void runListener(() => listener(message))
    },
    async subscribe(listener) {
      // Two subscriptions with one listener are two.
      const subscription = (message: string) => listener(message)
      listeners.add(subscription)
      return async () => void listeners.delete(subscription)
    },
  }
}
