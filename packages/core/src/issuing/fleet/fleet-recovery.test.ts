import { describe, expect, it } from 'vitest'
import { fakeToken } from '../../testing/fake-coveo.ts'
import { fleetUnderTest } from '../../testing/fleet-under-test.test.support.ts'
import type { SharedStore } from './shared-store.ts'

const second = 1_000

function userNames(count: number, prefix: string): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index}@example.com`)
}

describe('createTokenIssuer, a shared store that comes back', () => {
  it('mints once for each user, however many callers wait for the probe', async () => {
    const { fleet, faults, coveo, clock } = fleetUnderTest(8)
    faults.mode = 'failing'
    for (const tokens of fleet) await tokens.issue('early@example.com')
    faults.mode = 'none'
    await clock.advance(second)
    const users = userNames(60, 'user')
    const before = coveo.mints.length
    const pending = fleet.flatMap((tokens) => [...users, ...users].map((user) => tokens.issue(user)))
    await clock.advance(5 * second)
    await Promise.all(pending)
    expect(coveo.mints.length - before).toBe(60)
  })

  it('mints once for each user while single responses are late', async () => {
    const { join, store, coveo, clock } = fleetUnderTest(0)
    let reads = 0
    const read: SharedStore['read'] = async (name) => {
      // Every tenth response is later than the limit.
      await new Promise<void>((resolve) => clock.setTimeout(resolve, ++reads % 10 === 0 ? 800 : 50))
      return store.read(name)
    }
    const fleet = [join({ store: { ...store, read } }), join({ store: { ...store, read } })]
    for (const user of userNames(40, 'user')) {
      const pending = fleet.flatMap((tokens) => [tokens.issue(user), tokens.issue(`other.${user}`)])
      await clock.advance(5 * second)
      await Promise.all(pending)
    }
    expect(coveo.mints).toHaveLength(80)
  })
})

describe('createTokenIssuer, waiting for another instance', () => {
  it('gives up by the clock, however slow the store is', async () => {
    const { join, store, coveo, clock } = fleetUnderTest(0)
    coveo.respondWith((mint) => (mint.number === 1 ? new Promise(() => {}) : fakeToken(mint)))
    const slowly = async <Result>(run: () => Promise<Result>): Promise<Result> => {
      await new Promise<void>((resolve) => clock.setTimeout(resolve, 400))
      return run()
    }
    // Some instance always holds the lease.
    const tokens = join({
      store: { ...store, read: () => slowly(async () => undefined), acquireLease: () => slowly(async () => false) },
    })
    const startedAt = clock.now()
    let waitedMs = 0
    const rejected = expect(
      tokens.issue('alice@example.com').finally(() => {
        waitedMs = clock.now() - startedAt
      }),
    ).rejects.toMatchObject({ code: 'coveo-timeout' })
    await clock.advance(60 * second)
    await rejected
    expect(waitedMs).toBeGreaterThanOrEqual(7_500)
    // The last poll, and the two calls after it.
    expect(waitedMs).toBeLessThan(7_500 + 500 * 1.25 + 800)
  })
})

describe('createTokenIssuer, frozen between lease and mint', () => {
  it.each([
    ['another instance may hold it by now', 6_000],
    ['too little of it is left', 4_000],
  ])('acquires the lease again before it mints, because %s', async (_, freezeMs) => {
    const { join, store, clock } = fleetUnderTest(0)
    let frozenMs = 0
    let calls: string[] = []
    let thaw = () => {}
    const read: SharedStore['read'] = async (name) => {
      calls.push('read')
      const stored = await store.read(name)
      if (frozenMs > 0 || calls.join() !== 'read,lease,read') return stored
      await new Promise<void>((resolve) => {
        thaw = resolve
      })
      return stored
    }
    const acquireLease: SharedStore['acquireLease'] = (name, lease) => {
      calls.push('lease')
      return store.acquireLease(name, lease)
    }
    const tokens = join({ store: { ...store, read, acquireLease } }, () => clock.now() + frozenMs)
    const issued = tokens.issue('alice@example.com')
    await clock.advance(1)
    expect(calls).toEqual(['read', 'lease', 'read'])
    calls = []
    // The process is frozen: time passes, no timer fires.
    frozenMs = freezeMs
    thaw()
    await clock.advance(1_000)
    expect((await issued).outcome).toBe('mint')
    expect(calls).toEqual(['read', 'lease', 'read'])
  })
})

describe('createTokenIssuer, frozen at any moment', () => {
  it('never mints under a lease that has expired', async () => {
    for (let turns = 0; turns < 80; turns++) {
      const { join, store, clock, faults, coveo } = fleetUnderTest(0)
      let isLapsed = false
      coveo.respondWith(async (mint) => {
        const [name = ''] = names
        isLapsed ||= await store.acquireLease(name, { owner: 'probe', leaseMs: 1 })
        return fakeToken(mint)
      })
      const names: string[] = []
      const acquireLease: SharedStore['acquireLease'] = (name, lease) => {
        names.push(name)
        return store.acquireLease(name, lease)
      }
      const issued = join({ store: { ...store, acquireLease } }).issue('alice@example.com')
      for (let turn = 0; turn < turns; turn++) await undefined
      faults.frozenMs += 60_000
      await clock.advance(10 * second)
      expect((await issued).outcome).toBe('mint')
      expect(isLapsed, `frozen after ${turns} turns`).toBe(false)
    }
  })
})

describe('reportRejected, while the shared store is left alone', () => {
  it('deletes the token from the store nevertheless', async () => {
    const { join, store, clock } = fleetUnderTest(0)
    let isDown = false
    const read: SharedStore['read'] = (name) => (isDown ? Promise.reject(new Error('blip')) : store.read(name))
    const [one, two] = [join({ store: { ...store, read } }), join({ store: { ...store } })]
    const rejected = await one.issue('alice@example.com')
    isDown = true
    await one.issue('bob@example.com')
    isDown = false
    expect(await one.reportRejected('alice@example.com', rejected.fingerprint)).toEqual({ outcome: 'dropped' })
    const next = await two.issue('alice@example.com')
    expect(next).toMatchObject({ outcome: 'mint' })
    await clock.advance(second)
    expect((await one.issue('alice@example.com')).token).toBe(next.token)
  })

  it('reports a failure to do so', async () => {
    const { fleet, faults, errors } = fleetUnderTest(1)
    const rejected = await fleet[0]?.issue('alice@example.com')
    faults.mode = 'failing'
    await fleet[0]?.issue('bob@example.com')
    const before = errors.length
    await fleet[0]?.reportRejected('alice@example.com', rejected?.fingerprint ?? '')
    expect(errors.slice(before)).toMatchObject([{ code: 'shared-store-failed' }])
  })
})
