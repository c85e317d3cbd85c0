import { describe, expect, it } from 'vitest'
import { tokenError } from '../shared/error-table.ts'
import { issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'

const second = 1_000
const minute = 60_000
const life = 60 * minute
const alice = 'alice@example.com'
const bob = 'bob@example.com'
const down = tokenError('coveo-server-error', 'Coveo is down.')

describe('issue with minRemainingMs', () => {
  it('mints if the token has less left than requested', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    await tokens.issue(alice)
    await clock.advance(20 * minute)
    expect(await tokens.issue(alice, { minRemainingMs: 40 * minute })).toMatchObject({ outcome: 'hit' })
    expect(await tokens.issue(alice, { minRemainingMs: 40 * minute + 1 })).toMatchObject({ outcome: 'mint' })
    expect(coveo.mints).toHaveLength(2)
  })

  it('does not mint again and again for a longer lifetime than tokens have', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    for (let call = 0; call < 60; call++) {
      await tokens.issue(alice, { minRemainingMs: 10 * life })
      await clock.advance(minute)
    }
    expect(coveo.mints).toHaveLength(9)
  })

  it('returns the cached token as stale if the mint fails', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    const first = await tokens.issue(alice)
    await clock.advance(20 * minute)
    coveo.respondWith(() => Promise.reject(down))
    expect(await tokens.issue(alice, { minRemainingMs: 50 * minute })).toEqual({ ...first, outcome: 'stale' })
  })

  it('rejects if the mint fails and the cached token has less left than requested, and less than 2 s', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    const first = await tokens.issue(alice)
    coveo.respondWith(() => Promise.reject(down))
    await clock.advance(first.expiresAt - clock.now() - second - 1)
    expect(await tokens.issue(alice, { minRemainingMs: second })).toMatchObject({ outcome: 'stale' })
    await expect(tokens.issue(alice, { minRemainingMs: 50 * minute })).rejects.toMatchObject({
      code: 'coveo-server-error',
    })
  })

  it('must be a number', async () => {
    const { tokens } = issuerUnderTest()
    for (const minRemainingMs of [Number.NaN, -1, Number.NEGATIVE_INFINITY]) {
      await expect(tokens.issue(bob, { minRemainingMs })).rejects.toThrow(TypeError)
      await tokens.issue(alice)
      await expect(tokens.issue(alice, { minRemainingMs })).rejects.toThrow(
        new TypeError('`minRemainingMs` must be milliseconds, 0 or more.'),
      )
    }
  })
})
