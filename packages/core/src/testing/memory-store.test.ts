import { describe, expect, it } from 'vitest'
import { createFakeClock } from './fake-clock.ts'
import { createMemoryStore } from './memory-store.ts'
import { storeContractCases } from './store-contract-suite.ts'
import type { MountedStore } from './store-under-test.ts'

async function mount(changes: Partial<MountedStore['store']> = {}): Promise<MountedStore> {
  const clock = createFakeClock()
  return { store: { ...createMemoryStore(clock), ...changes }, elapse: clock.advance }
}

describe('createMemoryStore', () => {
  for (const { name, run } of storeContractCases) it(name, () => run(() => mount()))
})

describe('storeContractCases', () => {
  const broken: Record<string, Partial<MountedStore['store']>> = {
    'never finds anything': { read: async () => undefined },
    'gives every lease': { lease: async () => true },
    'never gives a lease': { lease: async () => false },
    'takes every value': { publish: async () => true },
    'does not release': { release: async () => {} },
    'does not remove': { remove: async () => {} },
    'does not forget': { forget: async () => {} },
    'keeps no time': { read: async () => ({ value: 'a', remainingMs: -1 }) },
  }

  for (const [how, changes] of Object.entries(broken)) {
    it(`catches a store that ${how}`, async () => {
      const outcomes = await Promise.allSettled(storeContractCases.map(({ run }) => run(() => mount(changes))))
      expect(outcomes.some(({ status }) => status === 'rejected')).toBe(true)
    })
  }
})
