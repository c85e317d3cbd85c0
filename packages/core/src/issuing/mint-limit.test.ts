import { describe, expect, it } from 'vitest'
import { fakeToken } from '../testing/fake-coveo.ts'
import { fleetSecret, fleetUnderTest } from '../testing/fleet-under-test.test.support.ts'
import { holdMints, issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'
import { createMintLimit } from './mint-limit.ts'
import type { TokenIssuer } from './token-issuer-contract.ts'

const [second, minute] = [1_000, 60_000]
const limited = expect.objectContaining({ code: 'mint-limit-reached', status: 503, retryable: true })

function users(count: number, name = 'user'): string[] {
  return Array.from({ length: count }, (_, user) => `${name}${user}@example.com`)
}

/** Requests a token for each user at once. Returns outcomes and error codes. */
function issueAll(tokens: TokenIssuer<string>, names: readonly string[]): Promise<string[]> {
  return Promise.all(
    names.map((user) =>
      tokens.issue(user).then(
        ({ outcome }) => outcome,
        ({ code }) => code,
      ),
    ),
  )
}

describe('createMintLimit', () => {
  const id = { key: 'key', keyHash: 'hash', subject: 'subject' }

  it('allows background renewals half of an odd limit, rounded up, each for a minute', () => {
    const time = { at: 0 }
    const { refuse, start } = createMintLimit({ perMinute: 5, maxEntries: 1, now: () => time.at, emit: undefined })
    for (const at of [0, 1, 2]) {
      time.at = at
      expect(refuse({ id, background: true })).toBeUndefined()
      start({ id, background: true })
    }
    expect(refuse({ id, background: true })).toMatchObject({ retryAfterMs: minute - 2 })
    start({ id, background: false })
    expect(refuse({ id, background: true })).toMatchObject({ retryAfterMs: minute - 1 })
    expect(refuse({ id, background: false })).toBeUndefined()
  })

  it('names the limit, also without a listener', () => {
    const { start } = createMintLimit({ perMinute: 1, maxEntries: 1, now: () => 0, emit: undefined })
    start({ id, background: false })
    expect(() => start({ id, background: false })).toThrow('`maxMintsPerMinute` (1) is reached.')
  })
})

describe('createTokenIssuer({ maxMintsPerMinute })', () => {
  it('mints as often as it says within a minute, then rejects with the time to wait', async () => {
    const { tokens, clock, coveo } = issuerUnderTest({ maxMintsPerMinute: 3 })
    await issueAll(tokens, users(2))
    await clock.advance(20 * second)
    await tokens.issue('third@example.com')
    await expect(tokens.issue('late@example.com')).rejects.toEqual(limited)
    await expect(tokens.issue('late@example.com')).rejects.toMatchObject({ retryAfterMs: 40 * second })
    await clock.advance(40 * second - 1)
    await expect(tokens.issue('late@example.com')).rejects.toMatchObject({ retryAfterMs: 1 })
    await clock.advance(1)
    expect((await tokens.issue('late@example.com')).outcome).toBe('mint')
    expect(coveo.mints).toHaveLength(4)
  })

  it('starts no background renewal that may not mint', async () => {
    const { tokens, clock } = issuerUnderTest({ maxMintsPerMinute: 2 })
    const works: Promise<unknown>[] = []
    const { refreshAt } = await tokens.issue('alice@example.com')
    await clock.advance(refreshAt - clock.now())
    await tokens.issue('bob@example.com')
    const waitUntil = (work: Promise<unknown>) => works.push(work)
    expect(await tokens.issue('alice@example.com', { waitUntil })).toMatchObject({ outcome: 'hit' })
    expect(works).toEqual([])
  })

  it('never exceeds the limit in any minute, also where two minutes meet', async () => {
    const { tokens, clock, events } = issuerUnderTest({ maxMintsPerMinute: 5 })
    const starts: number[] = []
    for (let step = 0; step < 100; step++) {
      const before = events.length
      await issueAll(tokens, users(1 + (step % 4), `step${step}-`))
      for (const { type } of events.slice(before)) if (type === 'mint-started') starts.push(clock.now())
      await clock.advance(7 * second)
    }
    for (const start of starts) {
      expect(starts.filter((at) => at >= start && at < start + minute).length).toBeLessThanOrEqual(5)
    }
    expect(starts.length).toBeGreaterThan(50)
  })

  it('mints no more than the limit when every waiting user returns after the pause', async () => {
    const { tokens, clock, coveo } = issuerUnderTest({ maxMintsPerMinute: 10 })
    await issueAll(tokens, users(50))
    expect(coveo.mints).toHaveLength(10)
    await clock.advance(minute)
    const outcomes = await issueAll(tokens, users(50))
    expect(coveo.mints).toHaveLength(20)
    expect(outcomes.filter((outcome) => outcome === 'mint-limit-reached')).toHaveLength(30)
    expect(outcomes.filter((outcome) => outcome === 'hit')).toHaveLength(10)
  })

  it('counts the callers of one mint once, and cached tokens not at all', async () => {
    const { tokens, coveo } = issuerUnderTest({ maxMintsPerMinute: 2 })
    const alice = Array<string>(20).fill('alice@example.com')
    expect(await issueAll(tokens, alice)).toEqual(['mint', ...Array(19).fill('coalesced')])
    expect(await issueAll(tokens, alice)).toEqual(Array(20).fill('hit'))
    expect((await tokens.issue('bob@example.com')).outcome).toBe('mint')
    await expect(tokens.issue('carol@example.com')).rejects.toEqual(limited)
    expect(coveo.mints).toHaveLength(2)
  })

  it('lets callers join a mint in flight when the limit is reached', async () => {
    const { tokens, coveo } = issuerUnderTest({ maxMintsPerMinute: 1 })
    const held = holdMints(coveo)
    const first = tokens.issue('alice@example.com')
    await Promise.resolve()
    const second = tokens.issue('alice@example.com')
    await expect(tokens.issue('bob@example.com')).rejects.toEqual(limited)
    held[0]?.resolve({ token: 'of-alice', remainingMs: 60 * minute, lifetimeMs: 60 * minute })
    expect([(await first).outcome, (await second).outcome]).toEqual(['mint', 'coalesced'])
  })

  it('counts failed mints, and starts no cool-down where it allows none', async () => {
    const { tokens, clock, coveo, events } = issuerUnderTest({ maxMintsPerMinute: 1 })
    coveo.respondWith(() => Promise.reject(new Error('down')))
    await expect(tokens.issue('alice@example.com')).rejects.toMatchObject({ code: 'internal' })
    coveo.respondWith(fakeToken)
    expect(await issueAll(tokens, users(3))).toEqual(Array(3).fill('mint-limit-reached'))
    await clock.advance(minute)
    expect(await issueAll(tokens, users(3))).toEqual(['mint', 'mint-limit-reached', 'mint-limit-reached'])
    await clock.advance(minute)
    expect(await issueAll(tokens, ['user1@example.com'])).toEqual(['mint'])
    expect(events.filter(({ type }) => type === 'cool-down')).toHaveLength(1)
  })

  it('keeps a valid token whose renewal it does not allow, and leaves half of the mints to users without one', async () => {
    const { tokens, clock, coveo } = issuerUnderTest({ maxMintsPerMinute: 4 })
    const early = users(4)
    await issueAll(tokens, early)
    await clock.advance(56 * minute)
    expect(await issueAll(tokens, early)).toEqual(Array(4).fill('hit'))
    await clock.advance(1)
    expect(coveo.mints).toHaveLength(4 + 2)
    expect(await issueAll(tokens, users(3, 'new'))).toEqual(['mint', 'mint', 'mint-limit-reached'])
    await clock.advance(59 * second)
    // Two tokens are short by now: their users wait for no mint that may not start.
    await clock.advance(2 * minute)
    await issueAll(tokens, users(4, 'newer'))
    const outcomes = await issueAll(tokens, early)
    expect(outcomes.toSorted()).toEqual(['hit', 'hit', 'stale', 'stale'])
  })

  it('reports each mint that it does not allow, for a caller or in the background', async () => {
    const { tokens, clock, events } = issuerUnderTest({ maxMintsPerMinute: 1 })
    await tokens.issue('alice@example.com')
    await clock.advance(56 * minute)
    await tokens.issue('bob@example.com')
    events.length = 0
    await tokens.issue('carol@example.com').catch(() => undefined)
    await tokens.issue('alice@example.com')
    const [carol, alice] = [expect.any(String), expect.any(String)]
    expect(events).toEqual([
      { type: 'mint-limit-reached', key: carol },
      { type: 'failed', key: carol, code: 'mint-limit-reached' },
      expect.objectContaining({ type: 'mint-limit-reached', key: alice }),
      expect.objectContaining({ type: 'issued', outcome: 'hit', key: alice }),
    ])
  })

  it('reports each key once a minute, however many of its requests are refused', async () => {
    const { tokens, clock, events } = issuerUnderTest({ maxMintsPerMinute: 1 })
    const due = await tokens.issue('alice@example.com')
    await clock.advance(due.refreshAt - clock.now())
    await tokens.issue('bob@example.com')
    async function refuse(): Promise<number> {
      events.length = 0
      for (let request = 0; request < 10; request++) await issueAll(tokens, ['alice@example.com', 'carol@example.com'])
      return events.filter(({ type }) => type === 'mint-limit-reached').length
    }
    expect(await refuse()).toBe(2)
    await clock.advance(minute - 1)
    expect(await refuse()).toBe(0)
    await clock.advance(1)
    await tokens.issue('dave@example.com')
    expect(await refuse()).toBe(2)
  })

  it('measures the minute on a clock that never goes back', async () => {
    let wall = 1_700_000_000_000
    const { tokens } = issuerUnderTest({ maxMintsPerMinute: 1, now: () => wall })
    await tokens.issue('alice@example.com')
    wall -= 10 * minute
    await expect(tokens.issue('bob@example.com')).rejects.toMatchObject({ retryAfterMs: minute })
    wall += minute
    expect((await tokens.issue('bob@example.com')).outcome).toBe('mint')
  })

  it('returns tokens of other instances when the limit is reached, and leaves the mint to them', async () => {
    const { join, coveo, clock, store } = fleetUnderTest(0)
    const shared = { store, secret: fleetSecret }
    const { tokens: one } = issuerUnderTest({ coveo, shared, now: clock.now, timers: clock, maxMintsPerMinute: 1 })
    const other = join()
    await one.issue('alice@example.com')
    await other.issue('bob@example.com')
    expect((await one.issue('bob@example.com')).outcome).toBe('shared')
    expect(await issueAll(one, users(5))).toEqual(Array(5).fill('mint-limit-reached'))
    expect(await issueAll(other, users(5))).toEqual(Array(5).fill('mint'))
    expect(coveo.mints).toHaveLength(7)
  })

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '600', null])('throws a TypeError for %j', (wrong) => {
    expect(() => issuerUnderTest({ maxMintsPerMinute: wrong as never })).toThrow(/^`maxMintsPerMinute` must be/)
  })
})
