import { describe, expect, it } from 'vitest'
import { isOverdue, tokenLifetime } from './token-lifetime.ts'

function responseOf({
  exp,
  ...fields
}: {
  exp?: number
  expiresIn?: number
  refreshIn?: number
  fingerprint?: string
}) {
  const token = exp === undefined ? 'opaque' : `e30.${btoa(JSON.stringify({ exp }))}.sig`
  const rest = { kind: 'search', organizationId: 'acme', fingerprint: 'one', subject: 'alice' } as const
  return { token, expiresIn: 3_600, refreshIn: 2_880, ...rest, ...fields }
}

describe('tokenLifetime', () => {
  it.each([
    [3_600, 2_880, 2_880_000],
    [3_600, 3_600, 3_240_000],
    [3_600, 1, 30_000],
    [20, 1, 18_000],
  ])('for %i seconds, with a renewal after %i, renews after %i ms', (expiresIn, refreshIn, renewAt) => {
    const response = responseOf({ expiresIn, refreshIn })
    expect(tokenLifetime({ response, requestedAt: 1_000 })).toEqual({
      expiresAt: 1_000 + expiresIn * 1_000,
      renewAt: 1_000 + renewAt,
    })
  })
})

describe('isOverdue', () => {
  const last = { response: responseOf({ exp: 1_000 }), requestedAt: 0, takenAt: 0 }

  it('tolerates 15 seconds between two counts of one token', () => {
    const response = responseOf({ exp: 1_000, expiresIn: 3_500 })
    expect(isOverdue({ response, requestedAt: 115_000 }, last)).toBe(false)
    expect(isOverdue({ response, requestedAt: 115_001 }, last)).toBe(true)
  })

  it('counts the difference between two tokens', () => {
    const response = responseOf({ exp: 1_100, fingerprint: 'two' })
    expect(isOverdue({ response, requestedAt: 115_000 }, last)).toBe(false)
    expect(isOverdue({ response, requestedAt: 115_001 }, last)).toBe(true)
  })

  it('is false for another token that does not say when it expires', () => {
    const response = responseOf({ fingerprint: 'two' })
    expect(isOverdue({ response, requestedAt: 1e9 }, last)).toBe(false)
  })
})
