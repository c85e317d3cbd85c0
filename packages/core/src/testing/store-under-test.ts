import type { SharedStore } from '../issuing/shared-store.ts'
import { expectSame } from './contract-responses.ts'

/** A store under test. Names that the cases use are new with each run, so that one server can serve all of them. */
export interface MountedStore {
  store: SharedStore
  /** Lets so many milliseconds pass for the store: moves its clock, or waits. */
  elapse(ms: number): Promise<void>
  close?(): Promise<void>
}

export interface StoreUnderTest extends Omit<MountedStore, 'close'> {
  /** A name that nothing has used before. */
  readonly name: string
  /** Puts a value there, whatever was there before. */
  put(value: string, keepMs?: number): Promise<void>
}

/** Mounts a store and lets `check` loose on a name that nothing has used before. */
export async function withStore(
  mount: () => Promise<MountedStore>,
  check: (under: StoreUnderTest) => Promise<void>,
): Promise<void> {
  const mounted = await mount()
  const { store, elapse } = mounted
  const name = `contract.${crypto.randomUUID()}`
  const put = async (value: string, keepMs = 60_000) => {
    expectSame(await store.acquireLease(name, { owner: 'put', leaseMs: 60_000 }), true, 'a lease that nobody holds')
    expectSame(await store.publish(name, { owner: 'put', value, keepMs }), true, 'publish by the holder of the lease')
  }
  try {
    await check({ store, elapse, name, put })
  } finally {
    await mounted.close?.()
  }
}
