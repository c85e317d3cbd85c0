import { describe, expect, it } from 'vitest'
import { fleetUnderTest } from '../../testing/fleet-under-test.test.support.ts'
import { createMemoryStore } from '../../testing/memory-store.ts'
import { parseRecord } from './shared-record.ts'

const alice = 'alice@example.com'
const [second, minute, hour] = [1_000, 60_000, 3_600_000]

describe('parseRecord', () => {
  it('rejects any other text', () => {
    const record = { token: 't', lifetimeMs: 1_000, mostMs: 0, expiresAt: 5, aheadMs: 0 }
    expect(parseRecord(JSON.stringify(record))).toEqual(record)
    const others = [
      { token: '' },
      { lifetimeMs: 0 },
      { mostMs: -1 },
      { expiresAt: '5' },
      { expiresAt: undefined },
      { aheadMs: null },
    ]
    const texts = others.map((other) => JSON.stringify({ ...record, ...other }))
    for (const text of [...texts, '', 'null', '7', '[]', '{', '{}']) {
      expect(() => parseRecord(text), text).toThrow(expect.objectContaining({ code: 'shared-store-unreadable' }))
      expect(() => parseRecord(text), text).toThrow('It is not in the format of this version.')
    }
  })
})

describe('createTokenIssuer, the end of a shared token', () => {
  it('ignores a value that comes back ten days later', async () => {
    const { join, clock, store, coveo, errors } = fleetUnderTest(0)
    const old = await join().issue(alice)
    const [[name, value]] = [...store.values] as [[string, string]]
    await clock.advance(10 * 24 * hour)
    await store.acquireLease(name, { owner: 'backup', leaseMs: minute })
    await store.publish(name, { owner: 'backup', value, keepMs: hour })
    const issued = await join().issue(alice)
    expect(issued).toMatchObject({ outcome: 'mint' })
    expect(issued.token).not.toBe(old.token)
    expect(coveo.mints).toHaveLength(2)
    expect(errors).toMatchObject([{ code: 'shared-store-unreadable' }])
  })

  it('ignores an expired token of a store whose clock was put back', async () => {
    let backMs = 0
    const { join, clock, coveo } = fleetUnderTest(0)
    const store = createMemoryStore({ now: () => clock.now() - backMs })
    await join({ store }).issue(alice)
    backMs = 2 * hour
    await clock.advance(2.5 * hour)
    expect(await join({ store }).issue(alice)).toMatchObject({ outcome: 'mint', expiresAt: clock.now() + hour })
    expect(coveo.mints).toHaveLength(2)
  })

  it('is half a second after the store drops the token', async () => {
    const { join, store } = fleetUnderTest(0)
    const kept: number[] = []
    const publish: typeof store.publish = (name, publication) => {
      kept.push(publication.keepMs)
      return store.publish(name, publication)
    }
    await join({ store: { ...store, publish } }).issue(alice)
    expect(kept).toEqual([hour - 500])
  })

  it.each([-1, 0, Number.NaN])(
    'is reported once and replaced where the store keeps it for %d ms',
    async (remainingMs) => {
      const { join, store, errors } = fleetUnderTest(0)
      const old = await join().issue(alice)
      const read: typeof store.read = async (name) => {
        const stored = await store.read(name)
        return stored && { ...stored, remainingMs }
      }
      const issued = await join({ store: { ...store, read } }).issue(alice)
      expect(issued).toMatchObject({ outcome: 'mint' })
      expect(issued.token).not.toBe(old.token)
      expect((await join().issue(alice)).token).toBe(issued.token)
      expect(errors).toMatchObject([
        { code: 'shared-store-unreadable', message: expect.stringContaining('It has no time to live.') },
      ])
    },
  )

  it('shares tokens between instances whose clocks differ by minutes', async () => {
    const { join, clock, coveo } = fleetUnderTest(0)
    const fleet = [-9, -3, 0, 4, 11].map((minutes) => join({}, () => clock.now() + minutes * minute))
    for (const tokens of fleet) await tokens.issue(alice)
    await clock.advance(30 * minute)
    for (const tokens of fleet) await tokens.issue(alice)
    await clock.advance(second)
    expect(coveo.mints).toHaveLength(1)
  })
})
