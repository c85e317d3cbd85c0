import { endpointContractCases, type MountEndpoint } from '@coveo-token/core/testing'
import { NextRequest } from 'next/server.js'
import { describe, expectTypeOf, it } from 'vitest'
import { createTokenRoute } from './create-token-route.ts'

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
      const url = 'http://localhost:3000/api/coveo-token'
      return handler(new NextRequest(url, { method, headers, body, signal, duplex: 'half' }))
    },
  }
}

describe('createTokenRoute', () => {
  it.each(endpointContractCases)('$name', ({ run }) => run(inAppRouter))
})
