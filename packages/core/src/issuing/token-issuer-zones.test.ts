import { describe, expect, it } from 'vitest'
import { tokenError } from '../shared/error-table.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { fakeToken } from '../testing/fake-coveo.ts'
import { holdMints, issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'

const second = 1_000
const minute = 60_000
const life = 60 * minute
const alice = 'alice@example.com'
const down = tokenError('coveo-server-error', 'Coveo is down.')

describe('issue, while the token is fresh', () => {
  it('returns the cached token until the background window begins', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    const first = await tokens.issue(alice)
    expect(first).toMatchObject({ kind: 'search', outcome: 'mint', expiresAt: clock.now() + life })
    await clock.advance(first.refreshAt - clock.now() - 1)
    expect(await tokens.issue(alice)).toEqual({ ...first, outcome: 'hit' })
    expect(coveo.mints).toHaveLength(1)
  })

  it('shares one result that no caller can change', async () => {
    const { tokens } = issuerUnderTest()
    await tokens.issue(alice)
    const hit = await tokens.issue(alice)
    expect(Object.isFrozen(hit)).toBe(true)
    expect(await tokens.issue(alice)).toBe(hit)
  })
})

describe('issue, when the token is due', () => {
  it('returns the cached token, and mints the next one once in the background', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    const first = await tokens.issue(alice)
    await clock.advance(first.refreshAt - clock.now())
    const held = holdMints(coveo)
    const served = await Promise.all([tokens.issue(alice), tokens.issue(alice), tokens.issue(alice)])
    expect(served.map(({ token, outcome }) => [token, outcome])).toEqual(Array(3).fill([first.token, 'hit']))
    expect(held).toHaveLength(1)
    held[0]?.resolve({ token: 'next', remainingMs: life, lifetimeMs: life })
    await clock.advance(0)
    expect(await tokens.issue(alice)).toMatchObject({ token: 'next', outcome: 'hit' })
  })

  it('returns the cached token also if the background mint fails, and leaves no rejection unhandled', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    const first = await tokens.issue(alice)
    await clock.advance(first.refreshAt - clock.now())
    coveo.respondWith(() => Promise.reject(down))
    expect(await tokens.issue(alice)).toMatchObject({ token: first.token, outcome: 'hit' })
    await clock.advance(0)
    expect(await tokens.issue(alice)).toMatchObject({ token: first.token, outcome: 'hit' })
    expect(coveo.mints).toHaveLength(2)
  })

  it('mints nothing for a user without requests', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    await tokens.issue(alice)
    await clock.advance(2 * life)
    expect(coveo.mints).toHaveLength(1)
  })
})

describe('issue, when the token is short', () => {
  it('waits for the next token when less than 90 s are left', async () => {
    const { tokens, clock } = issuerUnderTest()
    const first = await tokens.issue(alice)
    await clock.advance(first.expiresAt - clock.now() - 90 * second)
    expect(await tokens.issue(alice)).toMatchObject({ token: 'search-token-2', outcome: 'mint' })
  })

  it('returns the token that is still valid as stale if the mint fails', async () => {
    const { tokens, clock, coveo, events } = issuerUnderTest()
    const first = await tokens.issue(alice)
    await clock.advance(first.expiresAt - clock.now() - 60 * second)
    coveo.respondWith(() => Promise.reject(down))
    expect(await tokens.issue(alice)).toEqual({ ...first, outcome: 'stale' })
    expect(await tokens.issue(alice)).toEqual({ ...first, outcome: 'stale' })
    const issued = events.filter((event) => event.type === 'issued').slice(1)
    expect(issued.map(({ outcome, reason, remainingMs }) => [outcome, reason, remainingMs])).toEqual([
      ['stale', 'failed', 60 * second],
      ['stale', 'cool-down', 60 * second],
    ])
    expect(coveo.mints).toHaveLength(2)
  })

  it('returns it if the mint is slower than the soft timeout, and caches the new token later', async () => {
    const { tokens, clock, coveo, events } = issuerUnderTest()
    const first = await tokens.issue(alice)
    await clock.advance(first.expiresAt - clock.now() - 60 * second)
    const [mint] = [holdMints(coveo)]
    let served: unknown
    void tokens.issue(alice).then((result) => {
      served = result
    })
    await clock.advance(1_499)
    expect(served).toBeUndefined()
    await clock.advance(1)
    expect(served).toEqual({ ...first, outcome: 'stale' })
    expect(events.at(-1)).toMatchObject({ type: 'issued', outcome: 'stale', reason: 'slow' })
    mint[0]?.resolve({ token: 'next', remainingMs: life, lifetimeMs: life })
    await clock.advance(0)
    expect(await tokens.issue(alice)).toMatchObject({ token: 'next', outcome: 'hit' })
  })

  it('never returns an expired token', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    const first = await tokens.issue(alice)
    coveo.respondWith(() => Promise.reject(down))
    await clock.advance(first.expiresAt - clock.now() - 1)
    expect(await tokens.issue(alice)).toMatchObject({ outcome: 'stale' })
    await clock.advance(1)
    await expect(tokens.issue(alice)).rejects.toMatchObject({ code: 'coveo-server-error' })
    expect(tokens.peek(alice)).toBeUndefined()
  })

  it('waits on, to the hard timeout, when the old token expires during the wait', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    const first = await tokens.issue(alice)
    await clock.advance(first.expiresAt - clock.now() - second)
    holdMints(coveo)
    const failed = expect(tokens.issue(alice)).rejects.toMatchObject({ code: 'coveo-timeout', retryable: true })
    await clock.advance(4_999)
    expect(coveo.mints[1]?.signal?.aborted).toBe(false)
    await clock.advance(1)
    await failed
    expect(coveo.mints[1]?.signal?.aborted).toBe(true)
  })
})

describe('issue, without a token', () => {
  it('aborts a mint after the hard timeout and ignores a later token', async () => {
    const { tokens, clock, coveo, events } = issuerUnderTest()
    const held = holdMints(coveo)
    const failed = expect(tokens.issue(alice)).rejects.toMatchObject({ code: 'coveo-timeout' })
    await clock.advance(5_000)
    await failed
    expect(clock.pending).toBe(0)
    held[0]?.resolve({ token: 'too-late', remainingMs: life, lifetimeMs: life })
    await clock.advance(0)
    expect(tokens.peek(alice)).toBeUndefined()
    expect(events.find(({ type }) => type === 'mint-ended')).toMatchObject({ outcome: 'timed-out', durationMs: 5_000 })
  })

  it('returns no token that expired because the process was frozen, however near its arrival', async () => {
    for (let turns = 0; turns < 40; turns++) {
      const frozen = { ms: 0 }
      const clock = createFakeClock()
      const now = () => clock.now() + frozen.ms
      const { tokens, coveo, events } = issuerUnderTest({ now, timers: clock })
      const held = holdMints(coveo)
      const issued = tokens.issue(alice)
      await clock.advance(0)
      coveo.respondWith(fakeToken)
      held[0]?.resolve({ token: 'frozen', remainingMs: life, lifetimeMs: life })
      for (let turn = 0; turn < turns; turn++) await undefined
      frozen.ms = life
      await issued
      expect(events.at(-1)).toMatchObject({ type: 'issued', remainingMs: life })
    }
  })

  it('starts a cool-down if tokens expire before they arrive', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    const held = holdMints(coveo)
    const failed = expect(tokens.issue(alice)).rejects.toMatchObject({ code: 'coveo-bad-response', retryable: true })
    await clock.advance(3 * second)
    held[0]?.resolve({ token: 'late', remainingMs: 2 * second, lifetimeMs: life })
    await failed
    await expect(tokens.issue(alice)).rejects.toMatchObject({ code: 'coveo-bad-response' })
    expect(coveo.mints).toHaveLength(1)
  })

  it('leaves no timer behind if the mint ends in time', async () => {
    const { tokens, clock } = issuerUnderTest()
    const first = await tokens.issue(alice)
    await clock.advance(first.expiresAt - clock.now() - 60 * second)
    await tokens.issue(alice)
    await clock.advance(0)
    expect(clock.pending).toBe(0)
  })

  it('rejects unusable tokens', async () => {
    const { tokens, coveo } = issuerUnderTest()
    for (const [at, minted] of [
      { token: '', remainingMs: life, lifetimeMs: life },
      { token: 'dead', remainingMs: 0, lifetimeMs: life },
      { token: 'dying', remainingMs: 999, lifetimeMs: life },
      { token: 'odd', remainingMs: Number.NaN, lifetimeMs: life },
    ].entries()) {
      coveo.respondWith(() => minted)
      await expect(tokens.issue(`${at}@example.com`)).rejects.toMatchObject({ code: 'coveo-bad-response' })
    }
  })
})

describe('issue with short lifetimes', () => {
  it.each([1, 30, 60, 89, 100])(
    'does not mint for every caller when a token of an hour arrives with %i s left',
    async (left) => {
      const { tokens, clock, coveo } = issuerUnderTest()
      coveo.respondWith((mint) => ({ ...fakeToken(mint), remainingMs: left * second }))
      for (let call = 0; call < 20; call++) await tokens.issue(alice)
      expect(coveo.mints).toHaveLength(1)
      for (let tenth = 0; tenth < 100; tenth++) {
        await tokens.issue(alice)
        await clock.advance(left * 100)
      }
      expect(coveo.mints.length).toBeLessThanOrEqual(20)
    },
  )

  it.each([
    [180_000, 120_000],
    [240_000, 120_000],
  ])('counts them for the whole %i ms of a token that arrives with %i ms', async (lifetimeMs, remainingMs) => {
    const { tokens, coveo, clock } = issuerUnderTest()
    coveo.respondWith(({ number }) => ({ token: `token-${number}`, lifetimeMs, remainingMs }))
    await tokens.issue(alice)
    await clock.advance(60_000)
    expect(await tokens.issue(alice)).toMatchObject({ token: 'token-2', outcome: 'mint' })
  })

  it('scales the zones down with a lifetime under 4 minutes', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    coveo.respondWith((mint) => fakeToken(mint, 40 * second))
    const first = await tokens.issue(alice)
    expect(first.expiresAt - first.refreshAt).toBeLessThanOrEqual(20 * second)
    expect(first.expiresAt - first.refreshAt).toBeGreaterThanOrEqual(15 * second)
    await clock.advance(19 * second)
    for (let call = 0; call < 5; call++) expect(await tokens.issue(alice)).toMatchObject({ outcome: 'hit' })
    expect(coveo.mints).toHaveLength(1)
    await clock.advance(6 * second)
    expect(await tokens.issue(alice)).toMatchObject({ outcome: 'mint' })
  })
})
