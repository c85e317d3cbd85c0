import { endpointContractCases, type MountEndpoint } from '@coveo-token/core/testing'
import { NextRequest } from 'next/server.js'
import { describe, expectTypeOf, it, vi } from 'vitest'
import { createTokenRoute } from './create-token-route.ts'

vi.mock('server-only', () => ({}))

/** As Next does it: a URL that names the address it listens on, and a method that the file does not export is a 405. */
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
    methodsAreChecked: true,
    async send(request) {
      const handler = new Map(Object.entries(route)).get(request.method)
      if (!handler) return new Response(null, { status: 405 })
      const { method, body, signal } = request
      const headers = new Headers(request.headers)
      headers.set('host', 'app.example')
      const url = 'http://localhost:3000/api/coveo-token'
      return handler(new NextRequest(url, { method, headers, body, signal, duplex: 'half' }))
    },
  }
}

describe('createTokenRoute', () => {
  it.each(endpointContractCases)('$name', ({ run }) => run(inAppRouter))
})
