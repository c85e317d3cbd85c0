import { describe, expect, it, vi } from 'vitest'
import type { IssueResult } from '../issuing/issued-token.ts'
import { createTokenEndpoint } from './token-endpoint.ts'

describe('createTokenEndpoint', () => {
  it('reads nothing of the issuer before the first request', async () => {
    const organizationId = vi.fn(() => 'acme')
    const issued: IssueResult = {
      kind: 'search',
      token: 'a.b.c',
      expiresAt: 3_600_000,
      refreshAt: 2_880_000,
      fingerprint: 'f',
      subject: 's',
      outcome: 'mint',
    }
    const endpoint = createTokenEndpoint<string>({
      tokens: {
        get organizationId() {
          return organizationId()
        },
        now: () => 0,
        issue: async () => issued,
        reportRejected: async () => ({ outcome: 'dropped' }),
      },
      user: () => 'alice',
    })
    expect(organizationId).not.toHaveBeenCalled()
    const request = {
      method: 'GET',
      path: '',
      origin: 'https://app.example',
      header: () => undefined,
      body: () => undefined,
    }
    const response = await endpoint.handle(request, undefined)
    expect(JSON.parse(response.body)).toMatchObject({ organizationId: 'acme', expiresIn: 3600 })
  })

  it('responds 500 to any thrown value, also to one whose properties throw', async () => {
    const circular: { self?: unknown } = {}
    circular.self = circular
    const revoked = Proxy.revocable({}, {})
    revoked.revoke()
    const unreadable = Object.defineProperty(new Error('no'), 'name', {
      get() {
        throw new Error('not even that')
      },
    })
    const frozen = Object.freeze(new Error('no'))
    for (const thrown of [undefined, null, 0n, Symbol('s'), circular, frozen, unreadable, revoked.proxy]) {
      const onError = vi.fn()
      const endpoint = createTokenEndpoint<string>({
        tokens: {
          organizationId: 'acme',
          issue: () => Promise.reject(thrown),
          reportRejected: () => Promise.reject(thrown),
        },
        user: () => 'alice',
        onError,
      })
      const request = {
        method: 'GET',
        path: '',
        origin: 'https://app.example',
        header: () => undefined,
        body: () => undefined,
      }
      const response = await endpoint.handle(request, undefined)
      expect([response.status, JSON.parse(response.body).code]).toEqual([500, 'internal'])
      expect(onError).toHaveBeenCalledOnce()
    }
  })
})
