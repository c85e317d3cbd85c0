import { expectSame } from './contract-responses.ts'
import type { StoreUnderTest } from './store-under-test.ts'

const leaseMs = 60_000

export const storeLeaseCases = {
  async 'gives a lease to one owner at a time'({ store, name }: StoreUnderTest) {
    const owners = Array.from({ length: 20 }, (_, index) => `owner-${index}`)
    const given = await Promise.all(owners.map((owner) => store.acquireLease(name, { owner, leaseMs })))
    expectSame(given.filter(Boolean).length, 1, 'leases given to twenty concurrent owners')
    expectSame(await store.acquireLease(name, { owner: 'late', leaseMs }), false, 'a lease while it is held')
  },

  async 'gives a lease whether or not there is a value'({ store, name, put }: StoreUnderTest) {
    await put('a')
    expectSame(await store.acquireLease(name, { owner: 'one', leaseMs }), true, 'a lease beside a value')
    expectSame((await store.read(name))?.value, 'a', 'the value while the lease is held')
  },

  async 'gives a lease to its owner once more, because a client may send a call again'({
    store,
    name,
  }: StoreUnderTest) {
    await store.acquireLease(name, { owner: 'one', leaseMs })
    expectSame(await store.acquireLease(name, { owner: 'one', leaseMs }), true, 'a lease that its owner holds')
    expectSame(await store.acquireLease(name, { owner: 'two', leaseMs }), false, 'a lease while it is held')
    await store.invalidate(name)
    expectSame(await store.acquireLease(name, { owner: 'one', leaseMs }), false, 'an invalidated lease')
    expectSame(await store.publish(name, { owner: 'one', value: 'a', keepMs: leaseMs }), false, 'publish')
  },

  async 'gives a lease again once its owner released it'({ store, name }: StoreUnderTest) {
    await store.acquireLease(name, { owner: 'one', leaseMs })
    await store.releaseLease(name, 'two')
    expectSame(await store.acquireLease(name, { owner: 'two', leaseMs }), false, 'a lease that another owner released')
    await store.releaseLease(name, 'one')
    expectSame(await store.acquireLease(name, { owner: 'two', leaseMs }), true, 'a lease that was released')
    await store.releaseLease(name, 'one')
    expectSame(
      await store.acquireLease(name, { owner: 'three', leaseMs }),
      false,
      'a lease that its last owner released',
    )
  },

  async 'gives a lease again once it has expired'({ store, name, elapse }: StoreUnderTest) {
    await store.acquireLease(name, { owner: 'one', leaseMs: 50 })
    await elapse(100)
    expectSame(await store.acquireLease(name, { owner: 'two', leaseMs }), true, 'a lease that has expired')
    await store.releaseLease(name, 'one')
    expectSame(
      await store.acquireLease(name, { owner: 'three', leaseMs }),
      false,
      'a lease that its last owner released',
    )
  },

  async 'keeps a lease for its time, and no longer because other owners try to acquire it'({
    store,
    name,
    elapse,
  }: StoreUnderTest) {
    await store.acquireLease(name, { owner: 'one', leaseMs: 1_500 })
    await elapse(900)
    expectSame(await store.acquireLease(name, { owner: 'two', leaseMs }), false, 'a lease in its time')
    await elapse(900)
    expectSame(await store.acquireLease(name, { owner: 'two', leaseMs }), true, 'a lease that has expired')
    await elapse(1_500)
    expectSame(await store.acquireLease(name, { owner: 'three', leaseMs }), false, 'a long lease in its time')
  },

  async 'leaves the value alone when a lease is released'({ store, name, put }: StoreUnderTest) {
    await put('a')
    await store.acquireLease(name, { owner: 'one', leaseMs })
    await store.releaseLease(name, 'one')
    expectSame((await store.read(name))?.value, 'a', 'value')
  },

  async 'accepts a value from the holder of the lease, and ends the lease'({ store, name }: StoreUnderTest) {
    await store.acquireLease(name, { owner: 'one', leaseMs })
    expectSame(await store.publish(name, { owner: 'one', value: 'a', keepMs: leaseMs }), true, 'publish')
    expectSame((await store.read(name))?.value, 'a', 'value')
    expectSame(await store.acquireLease(name, { owner: 'two', leaseMs }), true, 'a lease after the value')
  },

  async 'accepts no value from any other owner'({ store, name, put, elapse }: StoreUnderTest) {
    const publication = { owner: 'one', value: 'late', keepMs: leaseMs }
    await put('a')
    expectSame(await store.publish(name, publication), false, 'publish without a lease')
    await store.acquireLease(name, { owner: 'one', leaseMs: 50 })
    await elapse(100)
    expectSame(await store.publish(name, publication), false, 'publish after the lease has expired')
    await store.acquireLease(name, { owner: 'two', leaseMs })
    expectSame(await store.publish(name, publication), false, 'publish while another holds the lease')
    expectSame((await store.read(name))?.value, 'a', 'value')
    expectSame(await store.acquireLease(name, { owner: 'three', leaseMs }), false, 'a lease while it is held')
  },

  async 'accepts no value for a name that was invalidated meanwhile'({ store, name }: StoreUnderTest) {
    await store.acquireLease(name, { owner: 'one', leaseMs })
    await store.invalidate(name)
    expectSame(
      await store.acquireLease(name, { owner: 'two', leaseMs }),
      false,
      'a lease while an invalidated one is held',
    )
    expectSame(await store.publish(name, { owner: 'two', value: 'b', keepMs: leaseMs }), false, 'publish by another')
    expectSame(await store.publish(name, { owner: 'one', value: 'a', keepMs: leaseMs }), false, 'publish')
    expectSame((await store.read(name)) ?? 'none', 'none', 'read')
    expectSame(
      await store.acquireLease(name, { owner: 'two', leaseMs }),
      true,
      'a lease after the invalidated one was used',
    )
    expectSame(
      await store.publish(name, { owner: 'two', value: 'b', keepMs: leaseMs }),
      true,
      'publish with the new one',
    )
  },

  async 'invalidates the lease also where there is a value, and no other lease'({ store, name, put }: StoreUnderTest) {
    await put('a')
    await store.acquireLease(name, { owner: 'one', leaseMs })
    await store.acquireLease(`${name}.other`, { owner: 'one', leaseMs })
    await store.invalidate(name)
    const late = { owner: 'one', value: 'late', keepMs: leaseMs }
    expectSame(await store.publish(name, late), false, 'publish with an invalidated lease')
    expectSame(await store.publish(`${name}.other`, late), true, 'publish under another name')
    await store.invalidate(name)
    await store.acquireLease(name, { owner: 'two', leaseMs })
    expectSame(await store.publish(name, { ...late, owner: 'two' }), true, 'publish with a lease acquired afterwards')
  },

  async 'gives an invalidated lease again once it was released or has expired'({
    store,
    name,
    elapse,
  }: StoreUnderTest) {
    await store.acquireLease(name, { owner: 'one', leaseMs })
    await store.invalidate(name)
    await store.releaseLease(name, 'two')
    expectSame(await store.acquireLease(name, { owner: 'two', leaseMs }), false, 'a lease that another owner released')
    await store.releaseLease(name, 'one')
    expectSame(await store.acquireLease(name, { owner: 'two', leaseMs: 50 }), true, 'a lease that was released')
    await store.invalidate(name)
    await elapse(100)
    expectSame(await store.acquireLease(name, { owner: 'three', leaseMs }), true, 'a lease that has expired')
  },

  async 'leaves the lease alone when a value is deleted'({ store, name, put }: StoreUnderTest) {
    await put('a')
    await store.acquireLease(name, { owner: 'one', leaseMs })
    await store.deleteIfEqual(name, 'a')
    expectSame(await store.acquireLease(name, { owner: 'two', leaseMs }), false, 'a lease while it is held')
    expectSame(await store.publish(name, { owner: 'one', value: 'b', keepMs: leaseMs }), true, 'publish')
  },
}
