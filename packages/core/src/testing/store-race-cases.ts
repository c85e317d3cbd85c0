import { expectSame } from './contract-responses.ts'
import type { StoreUnderTest } from './store-under-test.ts'

const leaseMs = 60_000
const rounds = 50

/** Concurrent calls. A store whose calls are not atomic fails in one of the rounds. */
export const storeRaceCases = {
  async 'keeps no value that is published during `invalidate`'({ store, name }: StoreUnderTest) {
    for (let round = 0; round < rounds; round++) {
      const here = `${name}.${round}`
      await store.acquireLease(here, { owner: 'one', leaseMs })
      await Promise.all([store.publish(here, { owner: 'one', value: 'a', keepMs: leaseMs }), store.invalidate(here)])
      expectSame((await store.read(here)) ?? 'none', 'none', 'value')
      await store.acquireLease(here, { owner: 'two', leaseMs })
      await Promise.all([store.invalidate(here), store.publish(here, { owner: 'two', value: 'b', keepMs: leaseMs })])
      const { value = 'none' } = (await store.read(here)) ?? {}
      expectSame(await store.publish(here, { owner: 'two', value: 'c', keepMs: leaseMs }), false, 'a second publish')
      expectSame(value, 'none', 'value that was invalidated first')
    }
  },

  async 'deletes no value that was published meanwhile'({ store, name }: StoreUnderTest) {
    for (let round = 0; round < rounds; round++) {
      const here = `${name}.${round}`
      await store.acquireLease(here, { owner: 'one', leaseMs })
      await store.publish(here, { owner: 'one', value: 'a', keepMs: leaseMs })
      await store.acquireLease(here, { owner: 'two', leaseMs })
      await Promise.all([
        store.deleteIfEqual(here, 'a'),
        store.publish(here, { owner: 'two', value: 'b', keepMs: leaseMs }),
      ])
      expectSame((await store.read(here))?.value, 'b', 'value')
    }
  },

  async 'releases no lease that was acquired meanwhile'({ store, name }: StoreUnderTest) {
    for (let round = 0; round < rounds; round++) {
      const here = `${name}.${round}`
      await store.acquireLease(here, { owner: 'one', leaseMs })
      const twice = [store.releaseLease(here, 'one'), store.releaseLease(here, 'one')]
      const given = await store.acquireLease(here, { owner: 'two', leaseMs })
      await Promise.all(twice)
      if (given)
        expectSame(await store.acquireLease(here, { owner: 'three', leaseMs }), false, 'a lease while it is held')
    }
  },
}
