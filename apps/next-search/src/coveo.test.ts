import { NextRequest } from 'next/server.js'
import { describe, expect, it, vi } from 'vitest'
import { coveo } from './coveo.ts'

vi.mock('server-only', () => ({}))
vi.mock('./session.ts', () => ({ signedInUser: async () => null }))

describe('the token endpoint', () => {
  it('refuses requests for a host that is not in `ALLOWED_HOSTS`', async () => {
    vi.spyOn(console, 'error').mockReturnValue()
    const statusFor = async (host: string) => {
      const request = new NextRequest('http://127.0.0.1/api/coveo-token', { headers: { host } })
      return (await coveo.handlers.GET(request)).status
    }
    expect(await statusFor('evil.example:4402')).toBe(403)
    expect(await statusFor('127.0.0.1.evil.example')).toBe(403)
    for (const host of ['localhost:4402', '127.0.0.1', '[::1]:1']) expect(await statusFor(host)).toBe(401)
  })
})
