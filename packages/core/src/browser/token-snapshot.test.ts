import { describe, expect, it } from 'vitest'
import { readySnapshot } from './token-snapshot.ts'

const response = {
  token: 'one',
  kind: 'search',
  organizationId: 'acme',
  fingerprint: 'f1',
  subject: 'alice',
  expiresIn: 3_600,
  refreshIn: 2_700,
} as const

describe('readySnapshot', () => {
  it('has the token and its instants', () => {
    expect(readySnapshot(response, { origin: 'endpoint', expiresAt: 2, refreshAt: 1 })).toEqual({
      status: 'ready',
      token: 'one',
      kind: 'search',
      organizationId: 'acme',
      fingerprint: 'f1',
      subject: 'alice',
      guest: false,
      error: undefined,
      expiresAt: 2,
      refreshAt: 1,
      origin: 'endpoint',
    })
  })

  it('takes no other field of a response', () => {
    const more = { ...response, guest: null, error: 'no', retryAt: 1, sessionKey: 'alice', searchBaseUrl: 'x' }
    expect(readySnapshot(more as never, { origin: 'initial' })).toEqual(readySnapshot(response, { origin: 'initial' }))
  })
})
