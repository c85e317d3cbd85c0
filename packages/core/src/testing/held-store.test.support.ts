import type { SharedStore } from '../issuing/fleet/shared-store.ts'

/** A call of an instance that ends when the test says so. */
export interface PendingCall {
  readonly by: number
  readonly kind: string
  readonly user: string | undefined
  /** Does the work, and responds unless the response is lost. */
  readonly end: (isLost: boolean) => Promise<void>
}

export interface HeldLease {
  readonly by: number
  readonly owner: string
  readonly endsAt: number
  isValid: boolean
}

export interface HeldStoreOptions {
  readonly store: SharedStore
  /** The name of each user in the store. */
  readonly names: ReadonlyMap<string, string>
  readonly now: () => number
  readonly pending: PendingCall[]
  readonly isDown: () => boolean
}

/** A store whose calls are held, and the leases and values that it should have. */
export interface HeldStore {
  readonly storeOf: (by: number) => SharedStore
  /** By user. */
  readonly leases: ReadonlyMap<string, HeldLease>
  /** Instances that published the current value of a user. */
  readonly publishers: ReadonlyMap<string, number>
}

export function createHeldStore({ store, names, now, pending, isDown }: HeldStoreOptions): HeldStore {
  const leases = new Map<string, HeldLease>()
  const publishers = new Map<string, number>()
  const userOf = (name: string) => names.get(name) ?? ''

  function call<Result>(by: number, kind: string, name: string, run: () => Promise<Result>): Promise<Result> {
    if (isDown()) return Promise.reject(new Error('down'))
    return new Promise((resolve, reject) => {
      async function end(isLost: boolean): Promise<void> {
        try {
          if (isDown()) throw new Error('down')
          const result = await run()
          if (!isLost) resolve(result)
        } catch (error) {
          reject(error)
        }
      }
      pending.push({ by, kind, user: names.get(name), end })
    })
  }

  function storeOf(by: number): SharedStore {
    const endLease = (name: string, owner: string) => {
      if (leases.get(userOf(name))?.owner === owner) leases.delete(userOf(name))
    }
    return {
      read: (name) => call(by, 'read', name, () => store.read(name)),
      acquireLease(name, lease) {
        // The lease of the check for different secrets: no user waits for it.
        if (!names.has(name)) return store.acquireLease(name, lease)
        return call(by, 'lease', name, async () => {
          const isAcquired = await store.acquireLease(name, lease)
          const { owner, leaseMs } = lease
          if (isAcquired) leases.set(userOf(name), { by, owner, endsAt: now() + leaseMs, isValid: true })
          return isAcquired
        })
      },
      publish: (name, publication) =>
        call(by, 'publish', name, async () => {
          const isPublished = await store.publish(name, publication)
          if (isPublished) publishers.set(userOf(name), by)
          endLease(name, publication.owner)
          return isPublished
        }),
      releaseLease: (name, owner) =>
        call(by, 'release', name, async () => {
          await store.releaseLease(name, owner)
          endLease(name, owner)
        }),
      deleteIfEqual: (name, value) =>
        call(by, 'delete', name, async () => {
          await store.deleteIfEqual(name, value)
          if ((await store.read(name)) === undefined) publishers.delete(userOf(name))
        }),
      invalidate: (name) =>
        call(by, 'invalidate', name, async () => {
          await store.invalidate(name)
          publishers.delete(userOf(name))
          const lease = leases.get(userOf(name))
          if (lease) lease.isValid = false
        }),
      broadcast: (message) => call(by, 'broadcast', '', async () => store.broadcast?.(message)),
      subscribe: async (listener) => (await store.subscribe?.(listener)) ?? (async () => {}),
    }
  }

  return { storeOf, leases, publishers }
}
