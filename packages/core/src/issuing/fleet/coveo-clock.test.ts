import { describe, expect, it } from 'vitest'
import type { MintedToken } from '../../coveo/minted-token.ts'
import { encodeBase64url } from '../../shared/base64url.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { fakeToken } from '../../testing/fake-coveo.ts'
import { fleetUnderTest } from '../../testing/fleet-under-test.test.support.ts'
import { createMemoryStore } from '../../testing/memory-store.ts'
import type { TokenIssuer } from '../token-issuer-contract.ts'
import { createCoveoClock } from './coveo-clock.ts'

const [alice, bob] = ['alice@example.com', 'bob@example.com']
const [second, minute, hour] = [1_000, 60_000, 3_600_000]

/** A token as Coveo makes it: its end by Coveo's clock is a claim. */
function jwt(number: number, exp: number): string {
  const part = (value: unknown) => encodeBase64url(new TextEncoder().encode(JSON.stringify(value)))
  return `${part({ alg: 'none' })}.${part({ number, exp })}.`
}

/** Instances with clocks of their own, and a store whose clock can be put back. `issue` checks the end of each token. */
function skewedFleet({ jwts = true }: { jwts?: boolean } = {}) {
  const { join, clock, coveo, errors } = fleetUnderTest(0)
  const endOf = new Map<string, number>()
  const atStore = { behindMs: 0 }
  const store = createMemoryStore({ now: () => clock.now() - atStore.behindMs })
  coveo.respondWith((mint) => {
    const minted: MintedToken = fakeToken(mint, hour)
    const exp = Math.floor((clock.now() + hour) / second)
    const token = jwts ? jwt(mint.number, exp) : minted.token
    endOf.set(token, clock.now() + hour)
    return { ...minted, token }
  })
  return {
    clock,
    coveo,
    errors,
    atStore,
    joinWith: (aheadMs: number) => join({ store }, () => clock.now() + aheadMs),
    joinOn: (now: () => number) => join({ store }, now),
    async issue(tokens: TokenIssuer<string>, user = alice) {
      const issued = await tokens.issue(user)
      expect(endOf.get(issued.token), 'the end of the token').toBeGreaterThan(clock.now())
      return issued
    },
  }
}

describe('createTokenIssuer, an ended token that the store still has', () => {
  it.each([1, 5, 20, 59, 90])('is not returned by a new instance, the store %i minutes behind', async (minutes) => {
    const { joinWith, atStore, clock, coveo, issue } = skewedFleet()
    await issue(joinWith(0))
    atStore.behindMs = minutes * minute
    await clock.advance(hour)
    expect(await issue(joinWith(0))).toMatchObject({ outcome: 'mint' })
    expect(coveo.mints).toHaveLength(2)
  })

  it('is reported once if the store would keep it for more than a minute', async () => {
    const { joinWith, atStore, clock, errors, issue } = skewedFleet()
    await issue(joinWith(0))
    atStore.behindMs = 20 * minute
    await clock.advance(hour)
    await issue(joinWith(0))
    await issue(joinWith(0))
    expect(errors).toMatchObject([
      { code: 'shared-store-unreadable', message: expect.stringContaining('Its token has expired') },
    ])
  })

  it('is not reported if the store would keep it for less than a minute', async () => {
    const { joinWith, atStore, clock, errors, issue } = skewedFleet()
    await issue(joinWith(0))
    atStore.behindMs = minute
    await clock.advance(hour)
    expect(await issue(joinWith(0))).toMatchObject({ outcome: 'mint' })
    expect(errors).toEqual([])
  })

  it('is not kept in memory beyond its end', async () => {
    const { joinWith, atStore, clock, issue } = skewedFleet()
    await issue(joinWith(0))
    atStore.behindMs = 20 * minute
    await clock.advance(30 * minute)
    const other = joinWith(0)
    expect(await issue(other)).toMatchObject({ outcome: 'shared', expiresAt: clock.now() + 30 * minute })
    await clock.advance(30 * minute)
    await issue(other)
  })

  const clocks = [-3 * hour, -11 * minute, -second, 0, second, 11 * minute, 3 * hour]
  const cases = clocks.flatMap((minter) => clocks.map((reader) => ({ minter, reader })))
  it.each(cases)('is returned by no instance that has minted: clocks $minter and $reader ms ahead', async (ahead) => {
    const { joinWith, atStore, clock, issue } = skewedFleet()
    const [minter, reader] = [joinWith(ahead.minter), joinWith(ahead.reader)]
    await issue(reader, bob)
    await clock.advance(10 * minute)
    await issue(minter)
    for (const behind of [0, 0.1, 1, 5, 20, 49]) {
      atStore.behindMs = behind * minute
      await clock.advance(9 * minute)
      await issue(reader)
    }
    await clock.advance(6 * minute)
    await issue(reader)
  })

  it.each([true, false])('is returned by no instance that has read a new token, with a JWT: %s', async (jwts) => {
    for (const aheadMs of [0, -minute, -9 * minute, -2 * hour]) {
      const { joinWith, atStore, clock, issue } = skewedFleet({ jwts })
      const reader = joinWith(aheadMs)
      const minter = joinWith(11 * minute)
      await issue(minter)
      await issue(reader)
      await clock.advance(30 * minute)
      await issue(minter, bob)
      atStore.behindMs = 59 * minute
      await clock.advance(hour)
      await issue(reader, bob)
    }
  })
})

describe('createTokenIssuer, instances whose clocks differ', () => {
  it.each([-3 * hour, -11 * minute, 11 * minute, 3 * hour])(
    'share until the end, once each has minted: %i ms',
    async (ms) => {
      const { joinWith, clock, coveo, issue, errors } = skewedFleet()
      const [minter, reader] = [joinWith(0), joinWith(ms)]
      await issue(reader, bob)
      await issue(minter)
      await clock.advance(45 * minute)
      expect(await issue(reader)).toMatchObject({ outcome: 'shared' })
      await clock.advance(second)
      expect(coveo.mints).toHaveLength(2)
      expect(errors).toEqual([])
    },
  )

  it("measure the lifetime of a shared token by the store's clock, so that a wrong clock of their own does no harm", async () => {
    const { joinWith, clock, issue } = skewedFleet()
    const [one, late] = [joinWith(0), joinWith(hour)]
    await issue(late, bob)
    const minted = await issue(one)
    await clock.advance(20 * minute)
    const shared = await issue(late)
    const ahead = shared.expiresAt - hour - minted.expiresAt
    // Half a second of its lifetime may pass while it is published.
    expect(ahead).toBeLessThanOrEqual(0)
    expect(ahead).toBeGreaterThanOrEqual(-500)
    expect(shared.refreshAt - hour - minted.refreshAt).toBe(ahead)
  })

  it.each([0, 2, 4])('renew a token at the same instant before their first mint, %i minutes apart', async (minutes) => {
    const { joinWith, clock, issue } = skewedFleet()
    const minted = await issue(joinWith(0))
    await clock.advance(minute)
    const shared = await issue(joinWith(minutes * minute))
    expect(shared.refreshAt - minutes * minute - minted.refreshAt).toBe(-500)
    expect(shared.expiresAt).toBe(minted.expiresAt - (minutes === 0 ? 500 : 0))
  })

  it('share at once where no instance has the right time', async () => {
    const { joinWith, coveo, issue, errors } = skewedFleet()
    for (const _ of [1, 2, 3]) await issue(joinWith(3 * hour))
    expect(coveo.mints).toHaveLength(1)
    expect(errors).toEqual([])
  })

  it('costs an instance one mint if its clock is hours ahead, and then it shares', async () => {
    const { joinWith, coveo, issue } = skewedFleet()
    const [minter, reader] = [joinWith(0), joinWith(3 * hour)]
    await issue(minter)
    expect(await issue(reader)).toMatchObject({ outcome: 'mint' })
    for (const user of ['carol@example.com', 'dave@example.com']) {
      await issue(minter, user)
      expect(await issue(reader, user)).toMatchObject({ outcome: 'shared' })
    }
    expect(coveo.mints).toHaveLength(4)
  })

  it('costs an instance one mint if its clock jumps ahead by an hour, and then it shares', async () => {
    const { joinWith, joinOn, clock, coveo, issue } = skewedFleet()
    const jump = { ms: 0 }
    const [minter, reader] = [joinWith(0), joinOn(() => clock.now() + jump.ms)]
    const users = ['carol@example.com', 'dave@example.com', 'erin@example.com']
    for (const user of [bob, ...users]) await issue(minter, user)
    await issue(reader)
    jump.ms = hour
    expect(await issue(reader, bob)).toMatchObject({ outcome: 'mint' })
    for (const user of users) expect(await issue(reader, user)).toMatchObject({ outcome: 'shared' })
    expect(coveo.mints).toHaveLength(6)
  })
})

describe('createCoveoClock', () => {
  const minted = { kind: 'search', refreshAt: 0, fingerprint: '', subject: '' } as const

  it('takes the end of a token without a readable end for the one of the instance', () => {
    const clock = createCoveoClock()
    for (const token of ['text', jwt(1, Number.NaN), 'a.b.c']) {
      expect(clock.sealedEnd({ ...minted, token, expiresAt: 5_000 })).toEqual({ expiresAt: 5_000, aheadMs: 0 })
    }
  })

  it('seals the end by the clock of Coveo, on an instance whose clock differs', () => {
    const [token, aheadMs] = [jwt(1, 1_700_003_600), 7 * minute]
    const expiresAt = 1_700_003_600 * second
    const sealed = createCoveoClock().sealedEnd({ ...minted, token, expiresAt: expiresAt - aheadMs })
    expect(sealed).toEqual({ expiresAt, aheadMs })
  })

  it('follows the newest mint', () => {
    const time = createFakeClock({ startAt: 0 })
    const clock = createCoveoClock()
    clock.sealedEnd({ ...minted, token: jwt(1, 100), expiresAt: 90_000 })
    expect(clock.remainingMs({ expiresAt: 100_000, aheadMs: 0, lifetimeMs: 100_000 }, time.now())).toBe(90_000)
    clock.sealedEnd({ ...minted, token: jwt(1, 100), expiresAt: 110_000 })
    expect(clock.remainingMs({ expiresAt: 100_000, aheadMs: 0, lifetimeMs: 200_000 }, time.now())).toBe(110_000)
  })
})
