import { describe, expect, it } from 'vitest'
import { createCoveoClient } from '../coveo/coveo-client.ts'
import { tokenError } from '../shared/error-table.ts'
import { TokenError } from '../shared/token-error.ts'
import { fakeToken } from '../testing/fake-coveo.ts'
import { issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'
import { type CoolDown, coolDownAfter } from './cool-down.ts'

const alice = 'alice@example.com'
const bob = 'bob@example.com'
const down = tokenError('coveo-server-error', 'Coveo is down.')
const refused = tokenError('coveo-refused', 'Coveo refused the call with status 401.')

describe('issue, after a failed mint', () => {
  it('mints no token for that key for 1, 2, 4 … 30 s', async () => {
    const { tokens, clock, coveo, events } = issuerUnderTest()
    coveo.respondWith(() => Promise.reject(down))
    for (let passed = 0; passed < 120; passed++) {
      await expect(tokens.issue(alice)).rejects.toMatchObject({ code: 'coveo-server-error', retryable: true })
      await clock.advance(1_000)
    }
    const pauses = events.filter((event) => event.type === 'cool-down').map(({ pauseMs }) => pauseMs)
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000])
    expect(coveo.mints).toHaveLength(8)
  })

  it('rejects with the time to wait', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    coveo.respondWith(() => Promise.reject(down))
    await expect(tokens.issue(alice)).rejects.toBe(down)
    await clock.advance(400)
    await expect(tokens.issue(alice)).rejects.toMatchObject({ retryAfterMs: 600, cause: down })
  })

  it('waits as usual after an error whose `retryAfterMs` is no number', async () => {
    const { tokens, coveo } = issuerUnderTest()
    coveo.respondWith(() => Promise.reject(tokenError('coveo-timeout', 'Slow.', { retryAfterMs: Number.NaN })))
    await expect(tokens.issue(alice)).rejects.toMatchObject({ code: 'coveo-timeout' })
    await expect(tokens.issue(alice)).rejects.toMatchObject({ code: 'coveo-timeout', retryAfterMs: 1_000 })
    expect(coveo.mints).toHaveLength(1)
  })

  it('lets other keys mint', async () => {
    const { tokens, coveo } = issuerUnderTest()
    coveo.respondWith((mint) => (mint.number === 1 ? Promise.reject(down) : fakeToken(mint)))
    await expect(tokens.issue(alice)).rejects.toBe(down)
    expect(await tokens.issue(bob)).toMatchObject({ outcome: 'mint' })
  })

  it('lets no key mint if Coveo refuses the API key, sets a limit for all calls, or redirects', async () => {
    const forAll = [
      tokenError('coveo-refused', 'Coveo refused the call.', { status: 401 }),
      tokenError('coveo-rate-limited', 'Too many calls.', { retryAfterMs: 9_000 }),
      tokenError('coveo-redirected', 'Coveo redirects.'),
      tokenError('coveo-wrong-organization', 'Another organization.'),
    ]
    for (const error of forAll) {
      const { tokens, clock, coveo, events } = issuerUnderTest()
      coveo.respondWith((mint) => (mint.number === 1 ? Promise.reject(error) : fakeToken(mint)))
      await expect(tokens.issue(alice)).rejects.toBe(error)
      await expect(tokens.issue(bob)).rejects.toMatchObject({ code: error.code })
      expect(coveo.mints).toHaveLength(1)
      expect(events.filter(({ type }) => type === 'failed')).toMatchObject([{ code: error.code }, { code: error.code }])
      await clock.advance(30_000)
      expect(await tokens.issue(bob)).toMatchObject({ outcome: 'mint' })
      expect(await tokens.issue('carol@example.com')).toMatchObject({ outcome: 'mint' })
    }
  })

  it('lets other keys mint if the error says nothing about the API key', async () => {
    const forOne = [
      tokenError('coveo-refused', 'Coveo refused the call.', { status: 403 }),
      tokenError('coveo-rate-limited', 'Too many calls.'),
      tokenError('coveo-bad-response', 'That is no token.'),
    ]
    for (const error of forOne) {
      const { tokens, coveo } = issuerUnderTest()
      coveo.respondWith((mint) => (mint.number === 1 ? Promise.reject(error) : fakeToken(mint)))
      await expect(tokens.issue(alice)).rejects.toBe(error)
      expect(await tokens.issue(bob)).toMatchObject({ outcome: 'mint' })
    }
  })

  it('mints again right after the pause, and starts over at 1 s after a success', async () => {
    const { tokens, clock, coveo, events } = issuerUnderTest()
    coveo.respondWith((mint) => (mint.number === 3 ? fakeToken(mint, 60_000) : Promise.reject(down)))
    await expect(tokens.issue(alice)).rejects.toBe(down)
    await clock.advance(1_000)
    await expect(tokens.issue(alice)).rejects.toBe(down)
    await clock.advance(2_000)
    await tokens.issue(alice)
    await clock.advance(60_000)
    await expect(tokens.issue(alice)).rejects.toBe(down)
    expect(events.findLast((event) => event.type === 'cool-down')).toMatchObject({ pauseMs: 1_000, failures: 1 })
  })

  it('mints no token for as long as `Retry-After` says', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    const limited = tokenError('coveo-rate-limited', 'Too many calls.', { retryAfterMs: 20_000 })
    coveo.respondWith(() => Promise.reject(limited))
    await expect(tokens.issue(alice)).rejects.toBe(limited)
    await clock.advance(19_999)
    await expect(tokens.issue(alice)).rejects.toMatchObject({ code: 'coveo-rate-limited', retryAfterMs: 1 })
    expect(coveo.mints).toHaveLength(1)
    await clock.advance(1)
    await expect(tokens.issue(alice)).rejects.toBe(limited)
    expect(coveo.mints).toHaveLength(2)
  })

  it('rejects with a long `Retry-After` at once instead of waiting for it', async () => {
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

  it('rejects with a redacted `internal` if the client throws another error', async () => {
    const { tokens, coveo } = issuerUnderTest()
    const secret = 'xx01234567-89ab-cdef-0123-456789abcdef'
    coveo.respondWith(() => Promise.reject(new RangeError(`bad key ${secret}`)))
    const error = await tokens.issue(alice).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(TokenError)
    expect(error).toMatchObject({ code: 'internal', retryable: true, cause: { name: 'RangeError' } })
    const { cause } = error as TokenError
    expect(`${cause} ${(cause as Error).stack}`).not.toContain(secret)
  })
})

describe('issue, after a refusal', () => {
  it('rejects with the same error for 30 s', async () => {
    const { tokens, clock, coveo, events } = issuerUnderTest()
    coveo.respondWith(() => Promise.reject(refused))
    for (let passed = 0; passed < 30; passed++) {
      await expect(tokens.issue(alice)).rejects.toBe(refused)
      await clock.advance(1_000)
    }
    expect(coveo.mints).toHaveLength(1)
    expect(events.filter((event) => event.type === 'mint-ended')).toMatchObject([{ outcome: 'refused' }])
    await expect(tokens.issue(alice)).rejects.toBe(refused)
    expect(coveo.mints).toHaveLength(2)
  })

  it('issues a token that is still valid', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    const first = await tokens.issue(alice)
    await clock.advance(first.expiresAt - clock.now() - 30_000)
    coveo.respondWith(() => Promise.reject(refused))
    expect(await tokens.issue(alice)).toMatchObject({ token: first.token, outcome: 'stale' })
  })
})

describe('coolDownAfter', () => {
  function inARow(errors: readonly TokenError[], { at, random }: { at: number[]; random: () => number }): CoolDown[] {
    const coolDowns: CoolDown[] = []
    for (const [index, error] of errors.entries()) {
      coolDowns.push(coolDownAfter({ error, at: at[index] ?? 0, last: coolDowns.at(-1), random }))
    }
    return coolDowns
  }

  it('spreads pauses by a quarter to either side, never beyond 30 s', () => {
    const pauses = [0, 0.999].map((chance) =>
      inARow(Array(7).fill(down), { at: Array(7).fill(0), random: () => chance }).map(({ pauseMs }) =>
        Math.round(pauseMs),
      ),
    )
    expect(pauses).toEqual([
      [750, 1_500, 3_000, 6_000, 12_000, 22_500, 22_500],
      [1_250, 2_499, 4_998, 9_996, 19_992, 30_000, 30_000],
    ])
  })

  it('lasts for five minutes at most, also with a longer `Retry-After`', () => {
    const year = tokenError('coveo-rate-limited', 'Too many calls.', { retryAfterMs: 31_536_000_000 })
    const coolDown = coolDownAfter({ error: year, at: 0, last: undefined, random: () => 0 })
    expect(coolDown).toMatchObject({ pauseMs: 300_000, failures: 1, until: 300_000 })
  })

  it('remembers failures for five minutes after the pause', () => {
    const [, last] = inARow([down, down], { at: [0, 1_000 + 300_000], random: () => 0.5 })
    expect(last).toMatchObject({ pauseMs: 2_000, failures: 2 })
    const [, later] = inARow([down, down], { at: [0, 1_000 + 300_001], random: () => 0.5 })
    expect(later).toMatchObject({ pauseMs: 1_000, failures: 1 })
  })

  it('forgets failures that are long past', () => {
    const [, , last] = inARow([down, down, down], { at: [0, 1_000, 1_000_000], random: () => 0.5 })
    expect(last).toMatchObject({ pauseMs: 1_000, failures: 1 })
  })
})

describe('createTokenIssuer, the memory of cool-downs', () => {
  it('keeps no more keys than maxEntries', async () => {
    const { tokens, coveo } = issuerUnderTest({ maxEntries: 2 })
    const forbidden = tokenError('coveo-refused', 'Coveo refused the call.', { status: 403 })
    coveo.respondWith(() => Promise.reject(forbidden))
    const users = ['a', 'b', 'c']
    for (const user of users) await tokens.issue(user).catch(() => undefined)
    coveo.respondWith((mint) => fakeToken(mint))
    const results = await Promise.all(users.map((user) => tokens.issue(user).catch(({ code }) => ({ outcome: code }))))
    expect(results.map(({ outcome }) => outcome)).toEqual(['mint', 'coveo-refused', 'coveo-refused'])
  })
})
