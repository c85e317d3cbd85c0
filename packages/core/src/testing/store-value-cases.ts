import { expectSame } from './contract-responses.ts'
import type { StoreUnderTest } from './store-under-test.ts'

/** As long as an encrypted token can be, with every character that it can have. */
const longValue = `1.${'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.repeat(256)}.end`

export const storeValueCases = {
  async 'has no value under a new name'({ store, name }: StoreUnderTest) {
    expectSame((await store.read(name)) ?? 'none', 'none', 'read')
  },

  async 'returns a value as it was published, and how long it keeps it'({ store, name, put }: StoreUnderTest) {
    await put(longValue, 60_000)
    const stored = await store.read(name)
    expectSame(stored?.value, longValue, 'value')
    expectSame(isBetween(stored?.remainingMs, 30_000, 60_000), true, `remainingMs ${stored?.remainingMs} of 60000`)
  },

  async 'counts the time down'({ store, name, put, elapse }: StoreUnderTest) {
    await put('a', 60_000)
    await elapse(100)
    const { remainingMs } = (await store.read(name)) ?? {}
    expectSame(isBetween(remainingMs, 0, 59_900), true, `remainingMs ${remainingMs} of 60000, 100 ms later`)
  },

  async 'drops a value at its end'({ store, name, put, elapse }: StoreUnderTest) {
    await put('a', 50)
    await elapse(100)
    expectSame((await store.read(name)) ?? 'none', 'none', 'read after the end')
  },

  async 'replaces a value, and its time'({ store, name, put }: StoreUnderTest) {
    await put('a', 30_000)
    await put('b', 600_000)
    const stored = await store.read(name)
    expectSame(stored?.value, 'b', 'value')
    expectSame(isBetween(stored?.remainingMs, 300_000, 600_000), true, `remainingMs ${stored?.remainingMs} of 600000`)
  },

  async 'deletes a value only if it is still that one'({ store, name, put }: StoreUnderTest) {
    await put('b')
    await store.deleteIfEqual(name, 'a')
    expectSame((await store.read(name))?.value, 'b', 'value after another was to be deleted')
    await store.deleteIfEqual(name, 'b')
    expectSame((await store.read(name)) ?? 'none', 'none', 'value after it was deleted')
    await store.deleteIfEqual(name, 'b')
  },

  async 'invalidates any value'({ store, name, put }: StoreUnderTest) {
    await put('a')
    await store.invalidate(name)
    expectSame((await store.read(name)) ?? 'none', 'none', 'read')
    await store.invalidate(name)
  },

  async 'does not keep a value any longer because it is read'({ store, name, put, elapse }: StoreUnderTest) {
    await put('a', 1_500)
    await elapse(900)
    await store.read(name)
    await elapse(900)
    expectSame((await store.read(name)) ?? 'none', 'none', 'read after the end')
  },

  async 'accepts a new value after `invalidate`'({ store, name, put }: StoreUnderTest) {
    await put('a')
    await store.invalidate(name)
    await store.invalidate(`${name}.other`)
    await put('b')
    expectSame((await store.read(name))?.value, 'b', 'value')
  },

  async 'keeps names apart'({ store, name, put }: StoreUnderTest) {
    await put('a')
    for (const other of [`${name}.`, name.slice(0, -1), name.toUpperCase()]) {
      expectSame((await store.read(other)) ?? 'none', 'none', `read ${other}`)
      await store.invalidate(other)
    }
    expectSame((await store.read(name))?.value, 'a', 'value')
  },
}

function isBetween(value: number | undefined, least: number, most: number): boolean {
  return value !== undefined && value >= least && value <= most
}
