import type { RequestListener } from 'node:http'
import { type EndpointSetup, endpointContractCases, type MountEndpoint, withEndpoint } from '@coveo-token/core/testing'
import type { Request, RequestHandler } from 'express'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { expressVersions } from '../test/express-versions.ts'
import { startTestServer } from '../test/test-server.ts'
import { coveoTokenEndpoint } from './coveo-token-endpoint.ts'

const json = { 'content-type': 'application/json' }
const report = { method: 'POST', headers: json, body: '{"rejected":"mPq1c0tJx2yR8a7V"}' }

function endpointFor(setup: EndpointSetup): RequestHandler {
  return coveoTokenEndpoint({
    ...setup,
    user: (req) => {
      expectTypeOf(req).toEqualTypeOf<Request>()
      return setup.user(req.headers.cookie)
    },
  })
}

function mountAt(path: string, build: (endpoint: RequestHandler) => RequestListener): MountEndpoint {
  return async (setup) => {
    const { url, close } = await startTestServer(build(endpointFor(setup)))
    return { url: url + path, send: (request) => fetch(request), close }
  }
}

describe.each(expressVersions)('coveoTokenEndpoint in %s', (_, express) => {
  const mounted = mountAt('/api/coveo-token', (endpoint) => express().use('/api/coveo-token', endpoint))
  it.each(endpointContractCases)('$name', ({ run }) => run(mounted))

  describe('in a sub-router, beside parsers of other types, behind a trusted proxy', () => {
    const nested = mountAt('/api/v1/token', (endpoint) => {
      const app = express().set('trust proxy', 'loopback')
      const router = express.Router().all('/token', endpoint)
      return app.use(express.urlencoded({ extended: true }), express.text({ type: 'text/*' })).use('/api/v1', router)
    })
    it.each(endpointContractCases)('$name', ({ run }) => run(nested))

    it('takes its own origin from a trusted proxy', () =>
      withEndpoint(nested, async ({ send }) => {
        const forwarded = { 'x-forwarded-host': 'app.example:8443', 'x-forwarded-proto': 'https' }
        expect((await send({ headers: { ...forwarded, origin: 'https://app.example:8443' } })).status).toBe(200)
        expect((await send({ headers: { ...forwarded, origin: 'https://app.example' } })).status).toBe(403)
        expect((await send({ headers: { ...forwarded, origin: 'http://app.example:8443' } })).status).toBe(403)
      }))
  })

  it('ignores forwarded headers that the application does not trust', () =>
    withEndpoint(mounted, async ({ send }) => {
      const forwarded = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' }
      expect((await send({ headers: { ...forwarded, origin: 'http://evil.example' } })).status).toBe(403)
    }))

  it('accepts a same-origin page where an untrusted proxy terminates TLS', () =>
    withEndpoint(mounted, async ({ send, origin }) => {
      const headers = { ...json, origin: origin.replace('http:', 'https:'), 'sec-fetch-site': 'same-origin' }
      expect((await send({ ...report, headers })).status).toBe(200)
    }))

  it.each([
    ['json', () => express.json()],
    ['text', () => express.text({ type: '*/*' })],
    ['raw', () => express.raw({ type: '*/*' })],
  ])('accepts a report that express.%s has read', (_name, parser) =>
    withEndpoint(
      mountAt('/token', (endpoint) => express().use(parser()).use('/token', endpoint)),
      async ({ send, setup }) => {
        expect((await send(report)).status).toBe(200)
        expect(setup.tokens.rejected).toEqual([{ user: 'alice', fingerprint: 'mPq1c0tJx2yR8a7V' }])
        expect((await send({ ...report, body: '{"__proto__":{"rejected":"mPq1c0tJx2yR8a7V"}}' })).status).toBe(400)
        const form = { 'content-type': 'application/x-www-form-urlencoded' }
        expect((await send({ ...report, headers: form, body: 'rejected=mPq1c0tJx2yR8a7V' })).status).toBe(415)
      },
    ),
  )

  it('calls next for paths below its own, so that no token has the URL of a file', () =>
    withEndpoint(
      mountAt('/token', (endpoint) => express().use('/token', endpoint)),
      async ({ url, setup }) => {
        for (const path of ['/x.css', '/x', '//x', '/.js', ';x.css']) {
          expect((await fetch(url + path, { headers: { cookie: 'user=alice' } })).status).toBe(404)
        }
        expect((await fetch(`${url}/?x=1`, { headers: { cookie: 'user=alice' } })).status).toBe(200)
        expect(setup.tokens.issues).toBe(1)
      },
    ))

  it.each([
    ['an earlier route', (app: ReturnType<typeof express>) => app.all(/^\/token/, (_req, _res, next) => next())],
    [
      'an earlier route of a sub-router',
      (app: ReturnType<typeof express>) =>
        app.use(
          '/token',
          express.Router().all(/./, (_req, _res, next) => next('router')),
        ),
    ],
  ])('calls next for paths below its own after %s', (_name, addRoute) =>
    withEndpoint(
      mountAt('/token', (endpoint) => addRoute(express()).use('/token', endpoint)),
      async ({ url, setup }) => {
        const headers = { cookie: 'user=alice' }
        expect((await fetch(`${url}/x.css`, { headers })).status).toBe(404)
        expect((await fetch(url, { headers })).status).toBe(200)
        expect(setup.tokens.issues).toBe(1)
      },
    ),
  )

  it.each([
    ['a route', (endpoint: RequestHandler) => express().all('/token', endpoint)],
    ['a route with a parameter', (endpoint: RequestHandler) => express().all('/:name', endpoint)],
    ['a wrapped route', (endpoint: RequestHandler) => express().all('/token', (...call) => endpoint(...call))],
  ])('responds on the whole path of %s', (_name, build) =>
    withEndpoint(
      mountAt('/token', (endpoint) => build(endpoint)),
      async ({ send }) => {
        expect((await send()).status).toBe(200)
      },
    ),
  )

  it('writes nothing when another handler has responded', () =>
    withEndpoint(
      mountAt('/token', (endpoint) =>
        express().use('/token', (req, res, next) => {
          res.status(418).end('mine')
          endpoint(req, res, next)
        }),
      ),
      async ({ send }) => {
        const response = await send()
        expect([response.status, await response.text()]).toEqual([418, 'mine'])
      },
    ))

  it('throws for wrong options, by name', () => {
    const { tokens } = {
      tokens: {
        organizationId: 'acme',
        issue: async () => Promise.reject(),
        reportRejected: async () => ({ outcome: 'x' }),
      },
    }
    expect(() => coveoTokenEndpoint({ tokens: undefined as never, user: () => 'a' })).toThrow(/`tokens`/)
    expect(() => coveoTokenEndpoint({ tokens, user: 'alice' as never })).toThrow(/`user`/)
    for (const origin of [
      '*',
      'https://*.example',
      'null',
      'https://a.example/',
      'HTTPS://a.example',
      'a.example',
      1,
    ]) {
      const allowedOrigins = [origin as string]
      expect(() => coveoTokenEndpoint({ tokens, user: () => 'a', allowedOrigins })).toThrow(/`allowedOrigins` names/)
    }
  })
})
