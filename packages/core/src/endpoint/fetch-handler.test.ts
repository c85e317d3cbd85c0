import { Hono } from 'hono'
import { describe, expect, expectTypeOf, it, vi } from 'vitest'
import { createContractTokens } from '../testing/contract-tokens.ts'
import { endpointContractCases } from '../testing/endpoint-contract-suite.ts'
import type { EndpointSetup, MountEndpoint } from '../testing/endpoint-under-test.ts'
import { issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'
import { rejectedFingerprint, rejectionReport } from '../testing/rejection-report.ts'
import { createFetchHandler, handleFetchRequest } from './fetch-handler.ts'
import { createTokenEndpoint } from './token-endpoint.ts'

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

  describe('path', () => {
    const tokens = createContractTokens(() => Date.now())
    const statusOf = async (handler: (request: Request) => Promise<Response>, path: string) =>
      (await handler(new Request(`http://app.example${path}`))).status

    it.each(['/api/coveo-token', '/api/coveo-token/', '/api/coveo-token?x.css', '/v1.0/token', '/', ''])(
      'responds at %s without the option',
      async (path) => {
        expect(await statusOf(createFetchHandler({ tokens, user: () => 'alice' }), path)).toBe(200)
      },
    )

    it.each([
      '/api/coveo-token/x.css',
      '/api/coveo-token/x.css/',
      '/api/coveo-token/x.css//',
      '/api/coveo-token/x.css////',
      '/api/coveo-token%2fx.css',
      '/token;x%2Ecss',
      '/.js',
    ])('responds 404 at %s without the option', async (path) => {
      expect(await statusOf(createFetchHandler({ tokens, user: () => 'alice' }), path)).toBe(404)
    })

    it('responds 404 everywhere else with the option', async () => {
      const handler = createFetchHandler({ tokens, user: () => 'alice', path: '/api/coveo-token' })
      for (const path of ['/api/coveo-token', '/api/coveo-token/', '/api/x/../coveo-token', '/api/coveo-token?x=1']) {
        expect([path, await statusOf(handler, path)]).toEqual([path, 200])
      }
      const others = [
        '/',
        '/api/coveo-token/x',
        '/api/coveo-token//',
        '/api/Coveo-Token',
        '//api/coveo-token',
        '/static/x',
      ]
      for (const path of others) expect([path, await statusOf(handler, path)]).toEqual([path, 404])
    })

    it.each(['api/coveo-token', '', 'https://app.example/api', '/api?x', 1, ['/api']])(
      'throws for `path: %j`',
      (path) => {
        expect(() => createFetchHandler({ tokens, user: () => 'alice', path: path as string })).toThrow(/`path` must/)
      },
    )
  })

  it('logs an error on `console.error` without `onError`', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const user = () => Promise.reject(new Error('the session store is down'))
    const handler = createFetchHandler({ tokens: createContractTokens(() => Date.now()), user })
    expect((await handler(new Request(url))).status).toBe(500)
    expect(log).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('the session store is down'))
  })

  it('reads a report in a runtime whose streams are not iterable', async () => {
    const tokens = createContractTokens(() => Date.now())
    const handler = createFetchHandler({ tokens, user: () => 'alice' })
    const request = new Request(url, rejectionReport)
    const { body } = request
    const reader = () => body?.getReader()
    Object.defineProperty(request, 'body', { value: { getReader: reader } })
    expect((await handler(request)).status).toBe(200)
    expect(tokens.rejected).toMatchObject([{ user: 'alice', fingerprint: rejectedFingerprint }])
  })

  it('keeps to `allowedHosts`', async () => {
    const handler = createFetchHandler({
      tokens: createContractTokens(() => Date.now()),
      user: () => 'alice',
      allowedHosts: ['app.example'],
      onError: () => {},
    })
    expect((await handler(new Request(url))).status).toBe(200)
    expect((await handler(new Request('http://evil.example/api/coveo-token'))).status).toBe(403)
  })

  it('passes renewals that continue after the response to `waitUntil`, with its second argument', async () => {
    const { tokens, clock, coveo } = issuerUnderTest()
    const works: [Promise<unknown>, { id: number }][] = []
    const handler = createFetchHandler({
      tokens,
      user: (_request, _context: { id: number }) => 'alice',
      waitUntil: (...call) => void works.push(call),
    })
    const { refreshIn } = await (await handler(new Request(url), { id: 1 })).json()
    await clock.advance((refreshIn + 1) * 1_000)
    expect((await handler(new Request(url), { id: 2 })).headers.get('server-timing')).toBe('token;desc="hit"')
    expect(works.map(([, context]) => context)).toEqual([{ id: 2 }])
    await works[0]?.[0]
    expect(coveo.mints).toHaveLength(2)
  })

  it('gives each Response headers of its own, to which @hono/node-server adds the length', async () => {
    const RealResponse = Response
    vi.stubGlobal(
      'Response',
      class extends RealResponse {
        constructor(body: BodyInit | null, init: { headers: Record<string, string> }) {
          super(body, init)
          init.headers['Content-Length'] = String(body).length.toString()
        }
      },
    )
    const tokens = createContractTokens(() => Date.now())
    const handler = createFetchHandler({ tokens, user: () => 'alice' })
    const signedOut = createFetchHandler({ tokens, user: () => null })
    expect((await handler(new Request(url))).status).toBe(200)
    expect((await handler(new Request(url, { method: 'OPTIONS' }))).status).toBe(204)
    expect((await signedOut(new Request(url))).status).toBe(401)
  })

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

describe('handleFetchRequest', () => {
  it('responds with a token where the framework matched the whole path', async () => {
    const endpoint = createTokenEndpoint<string>({
      tokens: createContractTokens(() => Date.now()),
      user: () => 'alice',
    })
    const response = await handleFetchRequest(endpoint, { request: new Request(url), context: undefined })
    expect(response.status).toBe(200)
  })
})
