import { Hono } from 'hono'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { createContractTokens } from '../testing/contract-tokens.ts'
import { endpointContractCases } from '../testing/endpoint-contract-suite.ts'
import type { EndpointSetup, MountEndpoint } from '../testing/endpoint-under-test.ts'
import { createFetchHandler } from './fetch-handler.ts'

const url = 'http://app.example/api/coveo-token'

function handlerFor(setup: EndpointSetup) {
  return createFetchHandler({ ...setup, user: (request) => setup.user(request.headers.get('cookie') ?? undefined) })
}

const withoutFramework: MountEndpoint = async (setup) => {
  const handler = handlerFor(setup)
  return { url, send: (request) => handler(request) }
}

const inHono: MountEndpoint = async (setup) => {
  const handler = handlerFor(setup)
  const app = new Hono().all('/api/coveo-token', (c) => handler(c.req.raw))
  return { url, send: async (request) => app.fetch(request) }
}

describe('createFetchHandler', () => {
  it.each(endpointContractCases)('without a framework: $name', ({ run }) => run(withoutFramework))
  it.each(endpointContractCases)('in Hono: $name', ({ run }) => run(inHono))

  it('passes its second argument to user', async () => {
    const handler = createFetchHandler({
      tokens: createContractTokens(() => Date.now()),
      user: (request, session: { name: string }) => {
        expectTypeOf(request).toEqualTypeOf<Request>()
        return session.name
      },
    })
    expect(await (await handler(new Request(url), { name: 'carol' })).json()).toMatchObject({
      token: 'token-of.carol.signature',
    })
  })
})
