import type { EndpointIssuer } from '@coveo-token/core'
import { endpointContractCases, type MountEndpoint } from '@coveo-token/core/testing'
import { after, NextRequest } from 'next/server.js'
import { describe, expect, expectTypeOf, it, vi } from 'vitest'
import { createTokenRoute } from './create-token-route.ts'

vi.mock('next/server.js', async (importOriginal) => ({
  ...(await importOriginal<typeof import('next/server.js')>()),
  after: vi.fn(),
}))

/** As Next calls it: a handler for each method, and a URL with the address that the server listens on. */
const inAppRouter: MountEndpoint = async (setup) => {
  const route = createTokenRoute({
    ...setup,
    user: (request) => {
      expectTypeOf(request).toEqualTypeOf<NextRequest>()
      return setup.user(request.headers.get('cookie') ?? undefined)
    },
  })
  return {
    url: 'http://app.example/api/coveo-token',
    async send(request) {
      const handler = route[request.method as keyof typeof route]
      const { method, body, signal } = request
      const headers = new Headers(request.headers)
      headers.set('host', 'app.example')
      const url = `http://localhost:3000/api/coveo-token${new URL(request.url).search}`
      return handler(new NextRequest(url, { method, headers, body, signal, duplex: 'half' }))
    },
  }
}

describe('createTokenRoute', () => {
  it.each(endpointContractCases)('$name', ({ run }) => run(inAppRouter))

  it.each([
    ['http://localhost:3000/_next/data/b1/api/coveo-token.json', 404],
    ['http://localhost:3000/base/_next/data/b1/api/coveo-token.json', 404],
    ['http://localhost:3000/api/coveo-token?from=/_next/data/', 401],
  ])('responds to %s with %i', async (url, status) => {
    const tokens = { organizationId: 'acme', issue: vi.fn(), reportRejected: vi.fn() }
    const { GET } = createTokenRoute({ tokens, user: () => null })
    expect((await GET(new NextRequest(url, { headers: { host: 'app.example' } }))).status).toBe(status)
  })

  it('continues a renewal after the response by `after()` of Next, or by `waitUntil`', async () => {
    const work = Promise.resolve('renewed')
    const tokens: EndpointIssuer<string> = {
      organizationId: 'acme',
      issue: async (_user, options) => {
        options?.waitUntil?.(work)
        return {
          kind: 'search',
          token: 'a.b.c',
          expiresAt: Date.now() + 60_000,
          refreshAt: Date.now() + 30_000,
          fingerprint: 'mPq1c0tJx2yR8a7V',
          subject: 'h0QxWnC3rTz5Lk9B',
          outcome: 'hit',
        }
      },
      reportRejected: async () => ({ outcome: 'ignored' }),
    }
    const request = new NextRequest('http://app.example/api/coveo-token', { headers: { host: 'app.example' } })
    expect((await createTokenRoute({ tokens, user: () => 'alice' }).GET(request)).status).toBe(200)
    expect(vi.mocked(after).mock.calls).toEqual([[work]])
    const waitUntil = vi.fn()
    expect((await createTokenRoute({ tokens, user: () => 'alice', waitUntil }).GET(request)).status).toBe(200)
    expect(waitUntil.mock.calls).toEqual([[work, request]])
    expect(after).toHaveBeenCalledOnce()
  })
})
