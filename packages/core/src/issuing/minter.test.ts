import { describe, expect, it } from 'vitest'
import { issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'

const alice = 'alice@example.com'
const hour = 3_600_000

describe('createTokenIssuer, with a Coveo client of the application’s own', () => {
  it.each([
    ['no lifetime', { token: 'minted', remainingMs: hour }],
    ['a negative lifetime', { token: 'minted', remainingMs: hour, lifetimeMs: -hour }],
    ['an endless lifetime', { token: 'minted', remainingMs: Number.POSITIVE_INFINITY, lifetimeMs: hour }],
    ['a lifetime as text', { token: 'minted', remainingMs: '3600000', lifetimeMs: '3600000' }],
    ['no token', { remainingMs: hour, lifetimeMs: hour }],
    ['nothing', undefined],
  ])('rejects the result of a mint with %s, and mints again only after the cool-down', async (_, minted) => {
    const { tokens, clock, coveo } = issuerUnderTest()
    coveo.respondWith(() => minted as never)
    for (let request = 0; request < 10; request++) {
      await expect(tokens.issue(alice)).rejects.toMatchObject({
        code: 'internal',
        message: 'The Coveo client of the token issuer failed.',
      })
      await clock.advance(90)
    }
    expect(tokens.peek(alice)).toBeUndefined()
    expect(coveo.mints).toHaveLength(1)
  })
})
