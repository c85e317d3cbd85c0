import { describe, expect, it } from 'vitest'
import { createFetchHandler } from './fetch-handler.ts'

const issued = {
  kind: 'search',
  token: 'a.b.c',
  expiresAt: 3_600_000,
  refreshAt: 2_700_000,
  fingerprint: 'AAAAAAAAAAAAAAAA',
  outcome: 'hit',
} as const

describe('createFetchHandler', () => {
  it('hands its context to user and answers with the token', async () => {
    const handler = createFetchHandler<string, { session: string }>({
      tokens: { organizationId: 'acme', issue: async () => issued, reject: async () => ({ outcome: 'ignored' }) },
      user: (_request, context) => context.session,
      now: () => 0,
    })
    const response = await handler(new Request('http://localhost/token'), { session: 'alice' })
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({
      token: 'a.b.c',
      kind: 'search',
      organizationId: 'acme',
      expiresIn: 3600,
      refreshIn: 2700,
      fingerprint: 'AAAAAAAAAAAAAAAA',
    })
    expect(response.headers.get('cache-control')).toBe('private, no-store')
  })
})
