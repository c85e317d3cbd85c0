import { describe, expect, it, vi } from 'vitest'
import { tokenError } from '../shared/error-table.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { fakeToken } from '../testing/fake-coveo.ts'
import { issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'

const alice = 'alice@example.com'
const minute = 60_000
const hour = 60 * minute

/** An issuer whose wall clock can be set while true time passes: a clock of the caller's own, or that of the platform. */
function issuerOnWallClock(clock: 'own' | 'platform') {
  const time = createFakeClock()
  let offset = 0
  const wall = () => time.now() + offset
  if (clock === 'platform') {
    vi.spyOn(Date, 'now').mockImplementation(wall)
    vi.spyOn(performance, 'now').mockImplementation(() => time.now() - 1_699_999_999_000.5)
  }
  const { tokens, coveo } = issuerUnderTest({ now: clock === 'own' ? wall : undefined, timers: time })
  function set(ms: number): void {
    offset += ms
  }
  return { tokens, coveo, time, wall, set }
}

describe.each(['own', 'platform'] as const)('createTokenIssuer, if its %s clock is set back', (clock) => {
  it('issues each token until it expires, and mints no other before', async () => {
    const { tokens, coveo, time, wall, set } = issuerOnWallClock(clock)
    const first = await tokens.issue(alice)
    await time.advance(40 * minute)
    await tokens.issue(alice)
    set(-hour)
    expect(await tokens.issue(alice)).toMatchObject({ token: first.token, outcome: 'hit' })
    expect(coveo.mints).toHaveLength(1)
    coveo.respondWith(() => Promise.reject(tokenError('coveo-server-error', 'Coveo is down.')))
    await time.advance(20 * minute - 1)
    expect(await tokens.issue(alice)).toMatchObject({ token: first.token, expiresAt: wall() + 1 })
    await time.advance(1)
    expect(tokens.peek(alice)).toBeUndefined()
    await expect(tokens.issue(alice)).rejects.toMatchObject({ code: 'coveo-server-error' })
  })

  it('returns instants by the clock as it is now', async () => {
    const { tokens, time, wall, set } = issuerOnWallClock(clock)
    const first = await tokens.issue(alice)
    await time.advance(10 * minute)
    await tokens.issue(alice)
    set(-hour)
    const second = await tokens.issue(alice)
    expect(second.expiresAt).toBe(wall() + 50 * minute)
    expect(second.expiresAt - second.refreshAt).toBe(first.expiresAt - first.refreshAt)
    expect(tokens.peek(alice)).toMatchObject({ expiresAt: second.expiresAt, refreshAt: second.refreshAt })
    expect(await tokens.issue('bob@example.com')).toMatchObject({ outcome: 'mint', expiresAt: wall() + hour })
  })

  it('mints once for each user, however often the clock is set back', async () => {
    const { tokens, coveo, time, set } = issuerOnWallClock(clock)
    const users = Array.from({ length: 50 }, (_, user) => `user${user}@example.com`)
    for (let round = 0; round < 10; round++) {
      for (const user of users) await tokens.issue(user)
      set(-hour)
      await time.advance(2 * minute)
    }
    expect(coveo.mints).toHaveLength(users.length)
  })

  it('does not prolong a cool-down', async () => {
    const { tokens, coveo, time, set } = issuerOnWallClock(clock)
    coveo.respondWith(() => Promise.reject(tokenError('coveo-refused', 'Coveo refused the call.')))
    await expect(tokens.issue(alice)).rejects.toMatchObject({ code: 'coveo-refused' })
    coveo.respondWith((mint) => fakeToken(mint))
    set(-hour)
    await expect(tokens.issue(alice)).rejects.toMatchObject({ code: 'coveo-refused' })
    await time.advance(30_000)
    expect(await tokens.issue(alice)).toMatchObject({ outcome: 'mint' })
  })

  it('does not prolong the limit of reports', async () => {
    const { tokens, time, set } = issuerOnWallClock(clock)
    for (let report = 0; report < 5; report++) {
      await tokens.reportRejected(alice, (await tokens.issue(alice)).fingerprint)
    }
    set(-hour)
    await tokens.issue(alice)
    await time.advance(minute)
    expect(await tokens.reportRejected(alice, (await tokens.issue(alice)).fingerprint)).toEqual({ outcome: 'dropped' })
  })
})

describe('createTokenIssuer, if the clock of the platform is set back while no call comes', () => {
  it('counts the time until then', async () => {
    const { tokens, time, set } = issuerOnWallClock('platform')
    const first = await tokens.issue(alice)
    await time.advance(hour)
    set(-hour)
    expect(tokens.peek(alice)).toBeUndefined()
    expect(await tokens.issue(alice)).not.toMatchObject({ token: first.token })
  })
})

describe.each(['own', 'platform'] as const)('createTokenIssuer, if its %s clock is set forward', (clock) => {
  it('mints once, and issues that token from then on', async () => {
    const { tokens, coveo, set } = issuerOnWallClock(clock)
    await tokens.issue(alice)
    set(hour)
    expect(await tokens.issue(alice)).toMatchObject({ outcome: 'mint' })
    expect(await tokens.issue(alice)).toMatchObject({ outcome: 'hit' })
    expect(coveo.mints).toHaveLength(2)
  })
})
