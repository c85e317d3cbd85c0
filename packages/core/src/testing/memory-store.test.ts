import { describe, expect, it } from 'vitest'
import { createFakeClock } from './fake-clock.ts'
import { createMemoryStore, type MemoryStore } from './memory-store.ts'
import { storeContractCases } from './store-contract-suite.ts'
import type { MountedStore } from './store-under-test.ts'

type Change = (store: MemoryStore) => Partial<MountedStore['store']>

async function mount(change: Change = () => ({})): Promise<MountedStore> {
  const clock = createFakeClock()
  const store = createMemoryStore(clock)
  return { store: { ...store, ...change(store) }, elapse: clock.advance }
}

/** Lets other calls run first. */
async function turn(): Promise<void> {
  for (let turns = 0; turns < 5; turns++) await undefined
}

describe('createMemoryStore', () => {
  for (const { name, run } of storeContractCases) it(name, () => run(() => mount()))

  it('delivers messages to every listener, also where one throws', async () => {
    const store = createMemoryStore()
    const received: string[] = []
    await store.subscribe?.(() => {
      throw new Error('A listener throws.')
    })
    await store.subscribe?.((message) => received.push(message))
    for (const message of ['a', 'b']) await store.broadcast?.(message)
    expect(received).toEqual(['a', 'b'])
  })
})

describe('storeContractCases', () => {
  /** A fault of a store, and the case that finds it. */
  const wrong: [how: string, change: Change, caughtBy: string][] = [
    ['never finds anything', () => ({ read: async () => undefined }), 'returns a value as it was published'],
    ['gives every lease', () => ({ acquireLease: async () => true }), 'gives a lease to one owner'],
    ['never gives a lease', () => ({ acquireLease: async () => false }), 'gives a lease to one owner'],
    ['takes every value', () => ({ publish: async () => true }), 'accepts no value from any other owner'],
    ['does not release', () => ({ releaseLease: async () => {} }), 'once its owner released it'],
    ['does not delete', () => ({ deleteIfEqual: async () => {} }), 'deletes a value only if'],
    ['does not invalidate', () => ({ invalidate: async () => {} }), 'invalidates any value'],
    ['keeps no time', () => ({ read: async () => ({ value: 'a', remainingMs: -1 }) }), 'counts the time down'],
    [
      'ends leases early',
      (store) => ({ acquireLease: (name, { owner }) => store.acquireLease(name, { owner, leaseMs: 50 }) }),
      'keeps a lease for its time',
    ],
    [
      'drops the value with the lease',
      (store) => ({
        releaseLease: (name, owner) => store.releaseLease(name, owner).then(() => store.invalidate(name)),
      }),
      'leaves the value alone',
    ],
    [
      'leaves the lease valid in invalidate',
      (store) => ({ invalidate: async (name) => store.deleteIfEqual(name, store.values.get(name) ?? '') }),
      'accepts no value for a name that was invalidated',
    ],
    [
      'deletes in two steps',
      (store) => ({
        async deleteIfEqual(name, value) {
          if (store.values.get(name) !== value) return
          await turn()
          await store.deleteIfEqual(name, store.values.get(name) ?? '')
        },
      }),
      'deletes no value that was published meanwhile',
    ],
    [
      'publishes in two steps',
      (store) => ({
        async publish(name, publication) {
          const taken = await store.publish(name, publication)
          await turn()
          if (!taken) return false
          await store.acquireLease(name, { owner: 'x', leaseMs: 9 })
          await store.publish(name, { ...publication, owner: 'x' })
          return true
        },
      }),
      'keeps no value that is published during `invalidate`',
    ],
  ]

  it.each(wrong)('catches a store that %s', async (_, change, caughtBy) => {
    const outcomes = await Promise.allSettled(storeContractCases.map(({ run }) => run(() => mount(change))))
    const caught = storeContractCases.filter((_, index) => outcomes[index]?.status === 'rejected')
    expect(caught.map(({ name }) => name).join('\n')).toContain(caughtBy)
  })
})
