import type { IssuedToken } from '@coveo-token/core'
import { describe, expect, it, vi } from 'vitest'
import { demoUsers } from '../users/demo-user.ts'
import { revokeCurrentToken } from './revoke-current-token.ts'

const [user] = demoUsers
const names = { fingerprint: 'f', subject: 's' }
const issued: IssuedToken = { kind: 'search', token: 'a.b.c', expiresAt: 2, refreshAt: 1, ...names }
const emulatorControl = 'http://127.0.0.1:4400'

function setUp(respond: () => Promise<Response> = async () => new Response(null, { status: 200 })) {
  const fetch = vi.fn<typeof globalThis.fetch>(respond)
  const peek = vi.fn(() => issued as IssuedToken | undefined)
  return { fetch, peek, options: { tokens: { peek }, user, emulatorControl, fetch } }
}

describe('revokeCurrentToken', () => {
  it('revokes the cached token of the user at the emulator', async () => {
    const { fetch, peek, options } = setUp()
    expect(await revokeCurrentToken(options)).toEqual({ status: 204 })
    expect(peek).toHaveBeenCalledWith(user)
    expect(fetch.mock.calls[0]?.[0]).toBe('http://127.0.0.1:4400/__emulator/revoke')
    expect(fetch.mock.calls[0]?.[1]).toMatchObject({ method: 'POST', body: '{"token":"a.b.c"}' })
  })

  it('refuses without an emulator, a user or a token, and sends no request', async () => {
    const { fetch, peek, options } = setUp()
    expect(await revokeCurrentToken({ ...options, emulatorControl: undefined })).toMatchObject({ status: 404 })
    expect(await revokeCurrentToken({ ...options, user: undefined })).toMatchObject({ status: 401 })
    peek.mockReturnValue(undefined)
    expect(await revokeCurrentToken(options)).toMatchObject({ status: 409 })
    expect(fetch).not.toHaveBeenCalled()
  })

  it('responds 502 when the emulator fails', async () => {
    for (const respond of [
      async () => Promise.reject(new TypeError('fetch failed')),
      async () => new Response('no', { status: 400 }),
    ]) {
      const result = await revokeCurrentToken(setUp(respond).options)
      expect(result).toMatchObject({ status: 502, problem: { code: 'emulator-unavailable' } })
      expect(JSON.stringify(result)).not.toContain('a.b.c')
    }
  })
})
