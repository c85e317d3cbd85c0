import { describe, expect, it } from 'vitest'
import { createCoveoClient } from '../coveo/coveo-client.ts'
import { tokenError } from '../shared/error-table.ts'
import { TokenError } from '../shared/token-error.ts'
import { fakeToken } from '../testing/fake-coveo.ts'
import { issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'
import { createSetbacks } from './setbacks.ts'

const alice = 'alice@example.com'
const bob = 'bob@example.com'
const down = tokenError('coveo-server-error', 'Coveo is down.')
const refused = tokenError('coveo-refused', 'Coveo refused the call with status 401.')

describe('a mint that failed', () => {
  it('is not tried again for 1, 2, 4 … 30 s', async () => {
    const { tokens, clock, coveo, events } = issuerUnderTest()
    coveo.answerWith(() => Promise.reject(down))
    for (let passed = 0; passed < 120; passed++) {
      await expect(tokens.issue(alice)).rejects.toMatchObject({ code: 'coveo-server-error', retryable: true })
      await clock.advance(1_000)
    }
    const pauses = events.filter((event) => event.type === 'cooled-down').map(({ pauseMs }) => pauseMs)
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000])
    expect(coveo.mints).toHaveLength(8)
  })

  it('says in its error how long to wait', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    coveo.answerWith(() => Promise.reject(down))
    await expect(tokens.issue(alice)).rejects.toBe(down)
    await clock.advance(400)
    await expect(tokens.issue(alice)).rejects.toMatchObject({ retryAfterMs: 600, cause: down })
  })

  it('rests for that key alone', async () => {
    const { tokens, coveo } = issuerUnderTest()
    coveo.answerWith((mint) => (mint.number === 1 ? Promise.reject(down) : fakeToken(mint)))
    await expect(tokens.issue(alice)).rejects.toBe(down)
    expect(await tokens.issue(bob)).toMatchObject({ outcome: 'mint' })
  })

  it('rests for every key when Coveo refuses the API key, sets a limit for all, or is not where the call went', async () => {
    const forAll = [
      tokenError('coveo-refused', 'Coveo refused the call.', { status: 401 }),
      tokenError('coveo-rate-limited', 'Too many calls.', { retryAfterMs: 9_000 }),
      tokenError('coveo-redirected', 'Coveo redirects.'),
      tokenError('coveo-wrong-organization', 'Another organization.'),
    ]
    for (const error of forAll) {
      const { tokens, clock, coveo, events } = issuerUnderTest()
      coveo.answerWith((mint) => (mint.number === 1 ? Promise.reject(error) : fakeToken(mint)))
      await expect(tokens.issue(alice)).rejects.toBe(error)
      await expect(tokens.issue(bob)).rejects.toMatchObject({ code: error.code })
      expect(coveo.mints).toHaveLength(1)
      expect(events.filter(({ type }) => type === 'failed')).toMatchObject([{ code: error.code }, { code: error.code }])
      await clock.advance(30_000)
      expect(await tokens.issue(bob)).toMatchObject({ outcome: 'mint' })
      expect(await tokens.issue('carol@example.com')).toMatchObject({ outcome: 'mint' })
    }
  })

  it('rests for that key alone when what it asks for is refused', async () => {
    const forOne = [
      tokenError('coveo-refused', 'Coveo refused the call.', { status: 403 }),
      tokenError('coveo-rate-limited', 'Too many calls.'),
      tokenError('coveo-bad-response', 'That is no token.'),
    ]
    for (const error of forOne) {
      const { tokens, coveo } = issuerUnderTest()
      coveo.answerWith((mint) => (mint.number === 1 ? Promise.reject(error) : fakeToken(mint)))
      await expect(tokens.issue(alice)).rejects.toBe(error)
      expect(await tokens.issue(bob)).toMatchObject({ outcome: 'mint' })
    }
  })

  it('rests for every key as long as Coveo asks, however often one of them has failed, and the longest such rest counts', () => {
    const setbacks = createSetbacks({ maxEntries: 10, random: () => 0.5 })
    const limited = (retryAfterMs: number) => tokenError('coveo-rate-limited', 'Too many calls.', { retryAfterMs })
    for (let failure = 0; failure < 6; failure++) setbacks.add('a', { error: down, at: 0 })
    setbacks.add('a', { error: limited(1_000), at: 0 })
    expect(setbacks.standing('b', 999)).toMatchObject({ code: 'coveo-rate-limited', retryAfterMs: 1 })
    expect(setbacks.standing('b', 1_000)).toBeUndefined()
    setbacks.add('a', { error: limited(60_000), at: 2_000 })
    setbacks.add('b', { error: limited(1_000), at: 2_000 })
    expect(setbacks.standing('c', 61_999)).toMatchObject({ retryAfterMs: 1 })
    setbacks.clear('a')
    expect(setbacks.standing('c', 61_999)).toBeDefined()
    setbacks.clearAll()
    expect(setbacks.standing('c', 61_999)).toBeUndefined()
  })

  it('is tried again at once after the pause, and starts over at 1 s after a success', async () => {
    const { tokens, clock, coveo, events } = issuerUnderTest()
    coveo.answerWith((mint) => (mint.number === 3 ? fakeToken(mint, 60_000) : Promise.reject(down)))
    await expect(tokens.issue(alice)).rejects.toBe(down)
    await clock.advance(1_000)
    await expect(tokens.issue(alice)).rejects.toBe(down)
    await clock.advance(2_000)
    await tokens.issue(alice)
    await clock.advance(60_000)
    await expect(tokens.issue(alice)).rejects.toBe(down)
    expect(events.findLast((event) => event.type === 'cooled-down')).toMatchObject({ pauseMs: 1_000, failures: 1 })
  })

  it('rests as long as Coveo asks', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    const limited = tokenError('coveo-rate-limited', 'Too many calls.', { retryAfterMs: 20_000 })
    coveo.answerWith(() => Promise.reject(limited))
    await expect(tokens.issue(alice)).rejects.toBe(limited)
    await clock.advance(19_999)
    await expect(tokens.issue(alice)).rejects.toMatchObject({ code: 'coveo-rate-limited', retryAfterMs: 1 })
    expect(coveo.mints).toHaveLength(1)
    await clock.advance(1)
    await expect(tokens.issue(alice)).rejects.toBe(limited)
    expect(coveo.mints).toHaveLength(2)
  })

  it('hands a long Retry-After on at once instead of sitting it out', async () => {
    const coveo = createCoveoClient({
      organizationId: 'acme',
      apiKey: 'key',
      fetch: async () => new Response('{}', { status: 429, headers: { 'retry-after': '50' } }),
    })
    const { tokens, clock } = issuerUnderTest({ coveo })
    await expect(tokens.issue(alice)).rejects.toMatchObject({ code: 'coveo-rate-limited', retryAfterMs: 50_000 })
    await clock.advance(45_000)
    await expect(tokens.issue(alice)).rejects.toMatchObject({ code: 'coveo-rate-limited', retryAfterMs: 5_000 })
  })

  it('rests for five minutes at most, whatever Coveo asks', () => {
    const setbacks = createSetbacks({ maxEntries: 10, random: () => 0 })
    const year = tokenError('coveo-rate-limited', 'Too many calls.', { retryAfterMs: 31_536_000_000 })
    expect(setbacks.add('key', { error: year, at: 0 })).toEqual({ pauseMs: 300_000, failures: 1 })
  })

  it('is reported as internal, redacted, when the client throws something of its own', async () => {
    const { tokens, coveo } = issuerUnderTest()
    const secret = 'xx01234567-89ab-cdef-0123-456789abcdef'
    coveo.answerWith(() => Promise.reject(new RangeError(`bad key ${secret}`)))
    const error = await tokens.issue(alice).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(TokenError)
    expect(error).toMatchObject({ code: 'internal', retryable: true, cause: { name: 'RangeError' } })
    const { cause } = error as TokenError
    expect(`${cause} ${(cause as Error).stack}`).not.toContain(secret)
  })
})

describe('a refusal', () => {
  it('is remembered for 30 s, as one and the same error', async () => {
    const { tokens, clock, coveo, events } = issuerUnderTest()
    coveo.answerWith(() => Promise.reject(refused))
    for (let passed = 0; passed < 30; passed++) {
      await expect(tokens.issue(alice)).rejects.toBe(refused)
      await clock.advance(1_000)
    }
    expect(coveo.mints).toHaveLength(1)
    expect(events.filter((event) => event.type === 'mint-ended')).toMatchObject([{ outcome: 'refused' }])
    await expect(tokens.issue(alice)).rejects.toBe(refused)
    expect(coveo.mints).toHaveLength(2)
  })

  it('does not take a valid token away', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    const first = await tokens.issue(alice)
    await clock.advance(first.expiresAt - clock.now() - 30_000)
    coveo.answerWith(() => Promise.reject(refused))
    expect(await tokens.issue(alice)).toMatchObject({ token: first.token, outcome: 'stale' })
  })
})

describe('createSetbacks', () => {
  it('spreads pauses by a quarter to either side, never beyond 30 s', () => {
    const pauses = [0, 0.999].map((chance) => {
      const setbacks = createSetbacks({ maxEntries: 10, random: () => chance })
      return Array.from({ length: 7 }, () => Math.round(setbacks.add('key', { error: down, at: 0 }).pauseMs))
    })
    expect(pauses).toEqual([
      [750, 1_500, 3_000, 6_000, 12_000, 22_500, 22_500],
      [1_250, 2_499, 4_998, 9_996, 19_992, 30_000, 30_000],
    ])
  })

  it('forgives failures that are long past', () => {
    const setbacks = createSetbacks({ maxEntries: 10, random: () => 0.5 })
    setbacks.add('key', { error: down, at: 0 })
    setbacks.add('key', { error: down, at: 1_000 })
    expect(setbacks.add('key', { error: down, at: 1_000_000 })).toEqual({ pauseMs: 1_000, failures: 1 })
  })

  it('keeps no more keys than it may', () => {
    const setbacks = createSetbacks({ maxEntries: 2, random: () => 0.5 })
    for (const key of ['a', 'b', 'c']) setbacks.add(key, { error: refused, at: 0 })
    expect(['a', 'b', 'c'].map((key) => setbacks.standing(key, 1)?.code)).toEqual([
      undefined,
      'coveo-refused',
      'coveo-refused',
    ])
  })
})
