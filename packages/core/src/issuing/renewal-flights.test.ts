import { describe, expect, it } from 'vitest'
import { tokenError } from '../shared/error-table.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { fakeToken } from '../testing/fake-coveo.ts'
import { issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'

const alice = 'alice@example.com'
/** The limit of one mint, and the slack of a caller that waits for it. */
const [limitMs, slackMs] = [10_000, 2_000]

describe('issue, in a runtime that ends the work of a request', () => {
  /** An issuer whose mints never settle, and whose timers of mints never fire. */
  function issuerWithoutMintTimers() {
    const clock = createFakeClock()
    const timers = {
      setTimeout: (run: () => void, ms: number) => (ms === limitMs ? 0 : clock.setTimeout(run, ms)),
      clearTimeout: clock.clearTimeout,
    }
    const under = issuerUnderTest({ mintTimeoutMs: limitMs, now: clock.now, timers })
    under.coveo.respondWith(() => new Promise(() => {}))
    return { ...under, clock }
  }

  it('mints again for a later caller', async () => {
    const { tokens, coveo, clock } = issuerWithoutMintTimers()
    const waiting = tokens.issue(alice)
    await clock.advance(limitMs + slackMs - 1)
    expect(coveo.mints).toHaveLength(1)
    coveo.respondWith(fakeToken)
    await clock.advance(1)
    expect(await waiting).toMatchObject({ token: 'search-token-2' })
  })

  it('rejects with `coveo-timeout` after three mints that never settle', async () => {
    const { tokens, coveo, clock } = issuerWithoutMintTimers()
    const rejected = expect(tokens.issue(alice)).rejects.toMatchObject({
      code: 'coveo-timeout',
      message: `Coveo minted no token within ${limitMs} ms.`,
    })
    await clock.advance(3 * (limitMs + slackMs))
    await rejected
    expect(coveo.mints).toHaveLength(3)
  })
})

describe('issue, in a process that is frozen during a mint', () => {
  /** Every mint fails after so much time, in which no timer fired. */
  async function mintsWhileFrozen(frozenMs: number) {
    const clock = createFakeClock()
    let passedMs = 0
    const failure = tokenError('coveo-server-error', 'Coveo is down.')
    const { tokens, coveo } = issuerUnderTest({
      mintTimeoutMs: limitMs,
      now: () => clock.now() + passedMs,
      timers: clock,
    })
    coveo.respondWith(() => {
      passedMs += frozenMs
      return Promise.reject(failure)
    })
    await expect(tokens.issue(alice)).rejects.toBe(failure)
    return coveo.mints.length
  }

  it.each([
    ['once where the mint ended in its limit', limitMs + slackMs / 2, 1],
    ['three times where each took longer', limitMs + slackMs / 2 + 1, 3],
  ])('mints %s', async (_name, frozenMs, mints) => {
    expect(await mintsWhileFrozen(frozenMs)).toBe(mints)
  })
})
