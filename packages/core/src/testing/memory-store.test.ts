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

/** Gives whatever else has been started the next turn. */
async function turn(): Promise<void> {
  for (let turns = 0; turns < 5; turns++) await undefined
}

describe('createMemoryStore', () => {
  for (const { name, run } of storeContractCases) it(name, () => run(() => mount()))
})

describe('storeContractCases', () => {
  /** What a store does wrong, and the case that says so. */
  const wrong: [how: string, change: Change, caughtBy: string][] = [
    ['never finds anything', () => ({ read: async () => undefined }), 'answers a value as it was published'],
    ['gives every lease', () => ({ acquireLease: async () => true }), 'gives a lease to one owner'],
    ['never gives a lease', () => ({ acquireLease: async () => false }), 'gives a lease to one owner'],
    ['takes every value', () => ({ publish: async () => true }), 'takes no value from anyone else'],
    ['does not release', () => ({ releaseLease: async () => {} }), 'once it was released by its owner'],
    ['does not remove', () => ({ deleteIfEqual: async () => {} }), 'removes a value only if'],
    ['does not forget', () => ({ invalidate: async () => {} }), 'forgets a value, whichever'],
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
      'forgets without spoiling',
      (store) => ({ invalidate: async (name) => store.deleteIfEqual(name, store.values.get(name) ?? '') }),
      'takes no value for a name that was forgotten',
    ],
    [
      'removes in two steps',
      (store) => ({
        async deleteIfEqual(name, value) {
          if (store.values.get(name) !== value) return
          await turn()
          await store.deleteIfEqual(name, store.values.get(name) ?? '')
        },
      }),
      'removes nothing that was published meanwhile',
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
      'shares nothing that is published while it is forgotten',
    ],
  ]

  it.each(wrong)('catches a store that %s', async (_, change, caughtBy) => {
    const outcomes = await Promise.allSettled(storeContractCases.map(({ run }) => run(() => mount(change))))
    const caught = storeContractCases.filter((_, index) => outcomes[index]?.status === 'rejected')
    expect(caught.map(({ name }) => name).join('\n')).toContain(caughtBy)
  })
})
