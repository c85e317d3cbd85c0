import { describe, expect, it } from 'vitest'
import { tokenError } from '../../shared/error-table.ts'
import { fakeToken } from '../../testing/fake-coveo.ts'
import { fleetSecret, fleetUnderTest } from '../../testing/fleet-under-test.test.support.ts'
import { holdMints, issuerUnderTest } from '../../testing/issuer-under-test.test.support.ts'
import type { TokenIssuer } from '../token-issuer-contract.ts'
import type { SharedStore } from './shared-store.ts'

const [alice, bob] = ['alice@example.com', 'bob@example.com']
const [second, minute, hour] = [1_000, 60_000, 3_600_000]

function pair(under: ReturnType<typeof fleetUnderTest>): [TokenIssuer<string>, TokenIssuer<string>] {
  return under.fleet as [TokenIssuer<string>, TokenIssuer<string>]
}

describe('createTokenIssuer, instances that share a store', () => {
  it('mint one token for each user, for any number of instances and requests', async () => {
    const { fleet, clock, coveo } = fleetUnderTest(5)
    const users = Array.from({ length: 20 }, (_, index) => `user${index}@example.com`)
    const pending = fleet.flatMap((tokens) => [...users, ...users].map((user) => tokens.issue(user)))
    await clock.advance(second)
    const tokens = await Promise.all(pending)
    expect(coveo.mints).toHaveLength(20)
    for (const tokens of fleet) for (const user of users) await tokens.issue(user)
    expect(coveo.mints).toHaveLength(20)
    expect(new Set(tokens.map(({ token }) => token)).size).toBe(20)
  })

  it('report where a token came from', async () => {
    const under = fleetUnderTest(2)
    const [one, two] = pair(under)
    const minted = await one.issue(alice)
    const shared = await two.issue(alice)
    expect(minted.outcome).toBe('mint')
    expect(shared).toMatchObject({
      outcome: 'shared',
      token: minted.token,
      fingerprint: minted.fingerprint,
      kind: 'search',
    })
    expect((await two.issue(alice)).outcome).toBe('hit')
    const { fingerprint } = minted
    expect(under.events).toMatchObject([
      { type: 'mint-started' },
      { type: 'mint-ended' },
      { type: 'issued', outcome: 'mint', fingerprint },
      { type: 'issued', outcome: 'shared', fingerprint },
      { type: 'issued', outcome: 'hit', fingerprint },
    ])
  })

  it('share one also with a caller that joins and demands more than any token has left', async () => {
    const { fleet, coveo } = fleetUnderTest(2)
    await fleet[0]?.issue(alice)
    const callers = [fleet[1]?.issue(alice), fleet[1]?.issue(alice, { minRemainingMs: 10 * hour })]
    expect((await Promise.all(callers)).map((issued) => issued?.outcome)).toEqual(['shared', 'coalesced'])
    expect(coveo.mints).toHaveLength(1)
  })

  it('mint once although the new token ends before the cached one', async () => {
    const { fleet, clock, coveo } = fleetUnderTest(1)
    await fleet[0]?.issue(alice)
    await clock.advance(hour - minute)
    coveo.respondWith((mint) => fakeToken(mint, mint.number === 2 ? 50 * second : hour))
    expect(await fleet[0]?.issue(alice)).toMatchObject({ outcome: 'mint', token: 'search-token-2' })
    expect(coveo.mints).toHaveLength(2)
  })

  it('return a valid token during a cool-down without a call of the store', async () => {
    const { fleet, clock, coveo, faults, events } = fleetUnderTest(1)
    await fleet[0]?.issue(alice)
    await clock.advance(hour - minute)
    coveo.respondWith(() => Promise.reject(tokenError('coveo-server-error', 'Coveo is down.')))
    await fleet[0]?.issue(alice)
    const { steps } = faults
    expect(await fleet[0]?.issue(alice)).toMatchObject({ outcome: 'stale', token: 'search-token-1' })
    expect(events.at(-1)).toMatchObject({ outcome: 'stale', reason: 'cool-down' })
    expect(faults.steps).toBe(steps)
  })

  it('share no token across different default lifetimes, and give it the same subject', async () => {
    const { store, clock, coveo } = fleetUnderTest(0)
    const shared = { store, secret: fleetSecret }
    const join = (lifetimeMs: number) =>
      issuerUnderTest({ coveo, now: clock.now, timers: clock, lifetimeMs, shared }).tokens
    const long = await join(24 * hour).issue(alice)
    const short = await join(15 * minute).issue(alice)
    expect(short).toMatchObject({ outcome: 'mint', subject: long.subject })
    expect(short.expiresAt - clock.now()).toBeLessThanOrEqual(15 * minute)
    expect((await join(24 * hour).issue(alice)).token).toBe(long.token)
    expect(coveo.mints).toHaveLength(2)
  })

  it('subtract the time on the way to the store, and limit the lifetime to that of the token', async () => {
    const { join, clock, store } = fleetUnderTest(0)
    const publish: SharedStore['publish'] = async (...args) => {
      await new Promise<void>((resolve) => clock.setTimeout(resolve, 400))
      return store.publish(...args)
    }
    const minted = join({ store: { ...store, publish } }).issue(alice)
    await clock.advance(second)
    const shared = await join().issue(alice)
    expect(shared.outcome).toBe('shared')
    expect(shared.expiresAt).toBeLessThanOrEqual((await minted).expiresAt)
    const read = async (name: string) => ({ value: store.values.get(name) ?? '', remainingMs: 365 * 24 * hour })
    const misled = await join({ store: { ...store, read } }).issue(alice)
    expect(misled).toMatchObject({ outcome: 'shared', expiresAt: (await minted).expiresAt })
  })

  it('read the store once more after acquiring the lease, and release it', async () => {
    const { join, coveo, store } = fleetUnderTest(0)
    const minted = await join().issue(alice)
    let reads = 0
    const read: SharedStore['read'] = async (name) => (++reads === 1 ? undefined : store.read(name))
    expect(await join({ store: { ...store, read } }).issue(alice)).toMatchObject({
      outcome: 'shared',
      token: minted.token,
    })
    expect(coveo.mints).toHaveLength(1)
    const [name = ''] = store.values.keys()
    expect(await store.acquireLease(name, { owner: 'another', leaseMs: second })).toBe(true)
  })

  it('renew a token once for all of them', async () => {
    const { fleet, clock, coveo } = fleetUnderTest(3)
    for (const tokens of fleet) await tokens.issue(alice)
    await clock.advance(55 * minute)
    for (const tokens of fleet) expect((await tokens.issue(alice)).outcome).toBe('hit')
    await clock.advance(second)
    for (const tokens of fleet)
      expect(await tokens.issue(alice)).toMatchObject({ outcome: 'hit', token: 'search-token-2' })
    expect(coveo.mints).toHaveLength(2)
  })

  it('wait while another one mints', async () => {
    const under = fleetUnderTest(2)
    const [one, two] = pair(under)
    const held = holdMints(under.coveo)
    const [first, next] = [one.issue(alice), two.issue(alice)]
    await under.clock.advance(second)
    expect(held).toHaveLength(1)
    held[0]?.resolve({ token: 'held', remainingMs: hour, lifetimeMs: hour })
    await under.clock.advance(100)
    expect(await first).toMatchObject({ outcome: 'mint', token: 'held' })
    expect(await next).toMatchObject({ outcome: 'shared', token: 'held' })
  })

  it('mint next when another one failed', async () => {
    const under = fleetUnderTest(2)
    const [one, two] = pair(under)
    const held = holdMints(under.coveo)
    const [first, next] = [one.issue(alice), two.issue(alice)]
    const failed = expect(first).rejects.toMatchObject({ code: 'internal' })
    await under.clock.advance(second)
    held[0]?.reject(new Error('broken'))
    await failed
    await under.clock.advance(100)
    held[1]?.resolve({ token: 'second', remainingMs: hour, lifetimeMs: hour })
    expect(await next).toMatchObject({ outcome: 'mint', token: 'second' })
  })

  it('continue without an instance that died while it minted', async () => {
    const under = fleetUnderTest(2)
    const [one, two] = pair(under)
    under.coveo.respondWith((mint) => (mint.number === 1 ? new Promise(() => {}) : fakeToken(mint)))
    one.issue(alice).catch(() => {})
    await under.clock.advance(1)
    under.faults.mode = 'hanging'
    const next = two.issue(alice)
    under.faults.mode = 'none'
    await under.clock.advance(7 * second)
    expect(await next).toMatchObject({ outcome: 'mint', token: 'search-token-2' })
  })

  it('mint anew for a caller that needs a longer lifetime than the shared token has left', async () => {
    const under = fleetUnderTest(3)
    const [one, two] = pair(under)
    await one.issue(alice)
    await under.clock.advance(20 * minute)
    expect(await two.issue(alice, { minRemainingMs: 30 * minute })).toMatchObject({ outcome: 'shared' })
    expect(await two.issue(alice, { minRemainingMs: 50 * minute })).toMatchObject({ outcome: 'mint' })
    await under.clock.advance(20 * minute)
    const [little, much] = [under.fleet[2]?.issue(alice), under.fleet[2]?.issue(alice, { minRemainingMs: 50 * minute })]
    await under.clock.advance(second)
    expect(await little).toMatchObject({ outcome: 'shared', token: 'search-token-2' })
    expect(await much).toMatchObject({ token: 'search-token-3' })
  })

  it('keep users apart', async () => {
    const under = fleetUnderTest(2)
    const [one, two] = pair(under)
    const [bobs, alices] = [await one.issue(bob), await one.issue(alice)]
    expect((await two.issue(alice)).token).toBe(alices.token)
    expect((await two.issue(bob)).token).toBe(bobs.token)
    expect(bobs.token).not.toBe(alices.token)
  })

  it('stop waiting when they are closed', async () => {
    const under = fleetUnderTest(2)
    const [one, two] = pair(under)
    holdMints(under.coveo)
    const first = expect(one.issue(alice)).rejects.toMatchObject({ code: 'closed' })
    const next = expect(two.issue(alice)).rejects.toMatchObject({ code: 'closed' })
    await under.clock.advance(second)
    await two.close()
    await next
    await one.close()
    await first
    const late = under.join().issue(alice)
    await under.clock.advance(second)
    expect(under.coveo.mints).toHaveLength(2)
    expect(late).toBeInstanceOf(Promise)
  })
})
