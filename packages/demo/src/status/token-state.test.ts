import { TokenError, type TokenSnapshot } from '@coveo-token/core/browser'
import { describe, expect, it } from 'vitest'
import { tokenState } from './token-state.ts'

const error = new TokenError('coveo-unavailable', 'No.', { remedy: 'None.' })
const refreshAt = Date.UTC(2026, 0, 1, 12)
const failed = {
  status: 'ready',
  token: 'a.b.c',
  kind: 'search',
  organizationId: 'acme',
  fingerprint: 'mPq1c0tJx2yR8a7V',
  subject: undefined,
  guest: false,
  expiresAt: refreshAt + 600_000,
  refreshAt,
  origin: 'endpoint',
  error,
} satisfies TokenSnapshot

describe('tokenState', () => {
  it('has no trouble with a token whose last renewal succeeded, or with a first token on its way', () => {
    expect(tokenState({ ...failed, error: undefined }, true)).toBeUndefined()
    expect(tokenState({ status: 'loading' }, true)).toBeUndefined()
  })

  it('is late once the next attempt comes after the planned renewal', () => {
    const late = tokenState({ ...failed, retryAt: refreshAt + 1_500 }, true)
    expect(late).toMatchObject({ code: 'renewing-late', cause: 'coveo-down', retryAt: refreshAt + 1_500 })
  })

  it('is not late while the planned renewal is the next attempt', () => {
    expect(tokenState({ ...failed, retryAt: refreshAt }, true)).toMatchObject({ code: 'not-renewed' })
    // The source computes both times from two clocks.
    expect(tokenState({ ...failed, retryAt: refreshAt + 1 }, true)).toMatchObject({ code: 'not-renewed' })
  })

  it('is late while a rejected token waits for its replacement', () => {
    const attempt = { retryAt: refreshAt - 2_800_000 }
    expect(tokenState({ ...failed, ...attempt }, true)).toMatchObject({ code: 'renewing-late' })
  })

  it('is the cause where there is no token', () => {
    expect(tokenState({ status: 'error', error }, true)).toMatchObject({ code: 'coveo-down', cause: 'coveo-down' })
    expect(tokenState({ status: 'error', error }, false)).toMatchObject({ code: 'offline', cause: 'offline' })
    expect(tokenState({ status: 'signed-out' }, true)).toMatchObject({ code: 'signed-out' })
  })
})
