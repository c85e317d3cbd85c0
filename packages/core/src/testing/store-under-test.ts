import type { SharedStore } from '../issuing/fleet/shared-store.ts'
import { expectSame } from './contract-responses.ts'

/** A store under test. The cases use new names in each run, so one server is enough for all of them. */
export interface MountedStore {
  readonly store: SharedStore
  /** Lets so many milliseconds pass for the store: moves its clock, or waits. */
  readonly elapse: (ms: number) => Promise<void>
  readonly close?: () => Promise<void>
}

export interface StoreUnderTest extends Omit<MountedStore, 'close'> {
  /** A new name. */
  readonly name: string
  /** Publishes a value under the name, in place of any other. */
  readonly put: (value: string, keepMs?: number) => Promise<void>
}

/** Mounts a store and runs `check` with a new name. */
export async function withStore(
  mount: () => Promise<MountedStore>,
  check: (under: StoreUnderTest) => Promise<void>,
): Promise<void> {
  const mounted = await mount()
  const { store, elapse } = mounted
  const name = `contract.${crypto.randomUUID()}`
  const put = async (value: string, keepMs = 60_000) => {
    expectSame(await store.acquireLease(name, { owner: 'put', leaseMs: 60_000 }), true, 'a lease without a holder')
    expectSame(await store.publish(name, { owner: 'put', value, keepMs }), true, 'publish by the holder of the lease')
  }
  try {
    await check({ store, elapse, name, put })
  } finally {
    await mounted.close?.()
  }
}
