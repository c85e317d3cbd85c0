import { beforeEach, describe, expect, it } from 'vitest'
import { createFakeClock } from '../testing/fake-clock.ts'
import { fakeToken } from '../testing/fake-coveo.ts'
import { fleetSecret } from '../testing/fleet-under-test.test.support.ts'
import { holdMints, issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'
import { createMemoryStore } from '../testing/memory-store.ts'
import { stubWebCrypto } from '../testing/stub-web-crypto.test.support.ts'
import type { TokenIssuerOptions } from './issuer-options.ts'

beforeEach(stubWebCrypto)

const alice = 'alice@example.com'
const second = 1_000
const hour = 3_600 * second

/** An issuer whose process can be frozen: time passes, and no timer fires meanwhile. */
function issuerToFreeze(options: Partial<TokenIssuerOptions<string>> = {}) {
  const clock = createFakeClock()
  let frozenMs = 0
  const now = () => clock.now() + frozenMs
  function freeze(ms: number): void {
    frozenMs += ms
  }
  return { ...issuerUnderTest({ now, timers: clock, ...options }), clock, now, freeze }
}

describe('issue, in a process that was frozen during a mint', () => {
  it('mints again if the connection of the mint does not survive, without an error or a cool-down', async () => {
    const { tokens, clock, coveo, events, freeze } = issuerToFreeze()
    const held = holdMints(coveo)
    const first = tokens.issue(alice)
    await clock.advance(second)
    freeze(9 * second)
    coveo.respondWith((mint) => fakeToken(mint))
    await clock.advance(10 * second)
    expect(await first).toMatchObject({ token: 'search-token-2' })
    expect(held).toHaveLength(1)
    expect(events.filter(({ type }) => type === 'cool-down' || type === 'failed')).toEqual([])
  })

  it('uses a response that arrived during the freeze', async () => {
    const { tokens, clock, coveo, freeze } = issuerToFreeze()
    const held = holdMints(coveo)
    const first = tokens.issue(alice)
    await clock.advance(second)
    freeze(60 * second)
    // The timer of the mint fires first; the event loop delivers the response after it.
    clock.setTimeout(() => held[0]?.resolve({ token: 'arrived', remainingMs: hour, lifetimeMs: hour }), 4_001)
    await clock.advance(5 * second)
    expect(await first).toMatchObject({ token: 'arrived' })
    expect(coveo.mints).toHaveLength(1)
  })

  it('issues no token that expired during the freeze, and mints another', async () => {
    const { tokens, clock, coveo, now, freeze } = issuerToFreeze()
    const held = holdMints(coveo)
    const first = tokens.issue(alice)
    await clock.advance(second)
    held[0]?.resolve({ token: 'expired', remainingMs: hour, lifetimeMs: hour })
    freeze(2 * hour)
    await clock.advance(0)
    held[1]?.resolve({ token: 'valid', remainingMs: hour, lifetimeMs: hour })
    const { token, expiresAt } = await first
    expect(token).toBe('valid')
    expect(expiresAt).toBeGreaterThan(now())
    expect(tokens.peek(alice)).toMatchObject({ token: 'valid' })
  })

  it('mints three times at most for one caller', async () => {
    const { tokens, clock, coveo, freeze } = issuerToFreeze()
    coveo.respondWith(() => {
      freeze(hour)
      throw new Error('The connection was reset.')
    })
    const first = expect(tokens.issue(alice)).rejects.toMatchObject({ code: 'internal' })
    await clock.advance(second)
    await first
    expect(coveo.mints).toHaveLength(3)
  })

  it('issues no token that expired between the mint and the response of the shared store', async () => {
    let isThawed = false
    const store = createMemoryStore({ now: () => under.now() })
    const publish: typeof store.publish = async (...publication) => {
      const published = await store.publish(...publication)
      if (!isThawed) under.freeze(2 * hour)
      isThawed = true
      return published
    }
    const under = issuerToFreeze({ shared: { store: { ...store, publish }, secret: fleetSecret } })
    const issued = under.tokens.issue(alice)
    await under.clock.advance(10 * second)
    const { outcome, expiresAt } = await issued
    expect(outcome).toBe('mint')
    expect(expiresAt).toBeGreaterThan(under.now())
    expect(under.coveo.mints).toHaveLength(2)
  })

  it('issues no token longer than its lifetime if the clock is set back while the shared store is read', async () => {
    const time = createFakeClock()
    let offset = 0
    const store = createMemoryStore(time)
    const shared = { store, secret: fleetSecret }
    const { tokens: other } = issuerUnderTest({ now: time.now, timers: time, shared })
    const minted = await other.issue(alice)
    const { tokens } = issuerUnderTest({
      now: () => time.now() + offset,
      timers: time,
      shared: {
        ...shared,
        store: {
          ...store,
          async read(name) {
            const value = await store.read(name)
            if (value) offset = -2 * hour
            return value
          },
        },
      },
    })
    const first = await tokens.issue(alice)
    expect(first).toMatchObject({ outcome: 'shared', token: minted.token })
    expect(first.expiresAt).toBeLessThanOrEqual(time.now() + offset + hour)
    await time.advance(hour)
    expect(tokens.peek(alice)).toBeUndefined()
    expect(await tokens.issue(alice)).toMatchObject({ outcome: 'mint' })
  })
})

/** An issuer on a runtime that ends all work with the response: timers and connections stop, and nothing settles. */
function issuerToCut() {
  const clock = createFakeClock()
  let isCut = false
  const timers: TokenIssuerOptions<string>['timers'] = {
    setTimeout: (run, ms) => (isCut ? undefined : clock.setTimeout(run, ms)),
    clearTimeout: clock.clearTimeout,
  }
  const under = issuerUnderTest({ now: clock.now, timers })
  under.coveo.respondWith((mint) => (isCut ? new Promise(() => {}) : fakeToken(mint)))
  return { ...under, clock, setCut: (cut: boolean) => (isCut = cut) }
}

describe('issue, on a runtime that ends all work with the response', () => {
  it('mints again after a renewal in the background was ended', async () => {
    const { tokens, clock, coveo, setCut } = issuerToCut()
    const first = await tokens.issue(alice)
    await clock.advance(first.refreshAt - clock.now())
    setCut(true)
    expect(await tokens.issue(alice)).toMatchObject({ outcome: 'hit' })
    await clock.advance(0)
    setCut(false)
    expect(coveo.mints).toHaveLength(2)
    await clock.advance(5_001)
    expect(await tokens.issue(alice)).toMatchObject({ token: first.token })
    await clock.advance(0)
    expect(tokens.peek(alice)).toMatchObject({ token: 'search-token-3' })
  })

  it('lets no caller wait for a mint that was ended before', async () => {
    const { tokens, clock, setCut } = issuerToCut()
    setCut(true)
    void tokens.issue(alice)
    await clock.advance(0)
    setCut(false)
    await clock.advance(5_001)
    expect(await tokens.issue(alice)).toMatchObject({ outcome: 'mint', token: 'search-token-2' })
  })

  it('ends the wait of a caller that joined such a mint, by a mint of its own', async () => {
    const { tokens, clock, setCut } = issuerToCut()
    setCut(true)
    void tokens.issue(alice)
    await clock.advance(0)
    setCut(false)
    await clock.advance(4_000)
    const joined = tokens.issue(alice)
    await clock.advance(7_000)
    expect(await joined).toMatchObject({ token: 'search-token-2' })
  })
})
