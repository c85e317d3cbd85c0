import { describe, expect, it } from 'vitest'
import { tokenError } from '../shared/error-table.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { fakeToken } from '../testing/fake-coveo.ts'
import { issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'

const alice = 'alice@example.com'
const minute = 60_000
const hour = 60 * minute

/** An issuer whose clock can be set while true time goes its way. */
function issuerOnWallClock() {
  const time = createFakeClock()
  let offset = 0
  const { tokens, coveo } = issuerUnderTest({ now: () => time.now() + offset, timers: time })
  function set(ms: number): void {
    offset += ms
  }
  return { tokens, coveo, time, set }
}

describe('a token issuer whose clock is put back', () => {
  it('serves no token of before, which would seem to live an hour longer', async () => {
    const { tokens, coveo, time, set } = issuerOnWallClock()
    await tokens.issue(alice)
    await time.advance(50 * minute)
    await tokens.issue(alice)
    set(-hour)
    expect(tokens.peek(alice)).toBeUndefined()
    const next = await tokens.issue(alice)
    expect(next).toMatchObject({ token: `search-token-${coveo.mints.length}`, outcome: 'mint' })
    expect(next.expiresAt).toBe(time.now())
    await time.advance(hour)
    expect(await tokens.issue(alice)).not.toMatchObject({ token: next.token })
  })

  it('does not let a key rest an hour longer', async () => {
    const { tokens, coveo, time, set } = issuerOnWallClock()
    coveo.answerWith(() => Promise.reject(tokenError('coveo-refused', 'Coveo refused the call.')))
    await expect(tokens.issue(alice)).rejects.toMatchObject({ code: 'coveo-refused' })
    coveo.answerWith((mint) => fakeToken(mint))
    set(-hour)
    await time.advance(30_000)
    expect(await tokens.issue(alice)).toMatchObject({ outcome: 'mint' })
  })

  it('does not limit reports an hour longer', async () => {
    const { tokens, time, set } = issuerOnWallClock()
    for (let report = 0; report < 5; report++) {
      await tokens.reportRejected(alice, (await tokens.issue(alice)).fingerprint)
    }
    set(-hour)
    await time.advance(minute)
    expect(await tokens.reportRejected(alice, (await tokens.issue(alice)).fingerprint)).toEqual({ outcome: 'dropped' })
  })
})

describe('a token issuer whose clock is put forward', () => {
  it('mints once, and goes on', async () => {
    const { tokens, coveo, set } = issuerOnWallClock()
    await tokens.issue(alice)
    set(hour)
    expect(await tokens.issue(alice)).toMatchObject({ outcome: 'mint' })
    expect(await tokens.issue(alice)).toMatchObject({ outcome: 'hit' })
    expect(coveo.mints).toHaveLength(2)
  })
})
