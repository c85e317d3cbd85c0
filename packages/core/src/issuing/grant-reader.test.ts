import { describe, expect, it } from 'vitest'
import { issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'
import type { Grant } from './grant.ts'

const silent = () => new Promise<Grant>(() => undefined)

describe('createTokenIssuer({ grantTimeoutMs })', () => {
  it.each([
    ['ten seconds by default', {}, 10_000],
    ['as long as it says', { grantTimeoutMs: 300 }, 300],
  ])('waits for an asynchronous grant for %s, then rejects', async (_, options, limitMs) => {
    const { tokens, clock, coveo } = issuerUnderTest({ grant: silent, ...options })
    let isSettled = false
    const issued = tokens.issue('alice').finally(() => {
      isSettled = true
    })
    const rejected = expect(issued).rejects.toMatchObject({
      code: 'application-timeout',
      message: `\`grant\` did not settle within ${limitMs} ms.`,
    })
    await clock.advance(limitMs - 1)
    expect(isSettled).toBe(false)
    await clock.advance(1)
    await rejected
    expect(coveo.mints).toHaveLength(0)
    expect(clock.pending).toBe(0)
  })
})
