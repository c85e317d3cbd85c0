import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type EndpointSetup, endpointContractCases, type MountEndpoint, withEndpoint } from '@coveo-token/core/testing'
import type nextModule from 'next'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Built, buildNext, fixturesFor, type NextVersion } from './next-fixture.ts'

/** The tests of an application that is built and started with this version of Next. */
export function describeNext(version: NextVersion): void {
  let fixtures: string
  let builds: Record<'client-import' | 'static-route' | 'react-provider' | 'next-app', Promise<Built>>

  beforeAll(async () => {
    fixtures = await fixturesFor(version)
    const build = (app: string) => buildNext(version, join(fixtures, app))
    // In parallel: each mostly waits.
    builds = {
      'client-import': build('client-import'),
      'static-route': build('static-route'),
      'react-provider': build('react-provider'),
      'next-app': build('next-app'),
    }
  })

  describe('next build', { timeout: 240_000 }, () => {
    it('refuses the server package in a client component', async () => {
      const { ok, output } = await builds['client-import']
      expect(ok).toBe(false)
      expect(output).toMatch(
        /'server-only' cannot be imported from a Client Component|needs "server-only". That only works in a Server Component/,
      )
    })

    it('refuses a token route that is declared static, and stores no response of it', async () => {
      const { ok, output, prerendered } = await builds['static-route']
      expect(ok).toBe(false)
      expect(output).toContain('Remove that: a token belongs to one user')
      expect(await prerendered()).not.toContain('baked.into.page')
    })

    it('prerenders the React provider wherever it is put, without reading a clock or sending a request', async () => {
      const { ok, output, prerendered } = await builds['react-provider']
      expect(ok, output).toBe(true)
      const pages = await prerendered()
      for (const name of ['layout', 'outside', 'page', 'outer', 'inner']) {
        expect(pages).toContain(`${name}: loading, no token, no engine, server`)
      }
      expect(pages).toContain('settled: signed-out, no token')
      expect(pages).toContain('aria-label="Coveo token"')
    })
  })

  describe('next start', { timeout: 240_000 }, () => {
    let built: Built
    let server: Server
    let origin: string
    const host = globalThis as typeof globalThis & {
      contractSetup?: EndpointSetup & { sessionReads: number; grants: number; mints: number }
    }

    beforeAll(async () => {
      built = await builds['next-app']
      vi.stubEnv('NODE_ENV', 'production')
      const createNext = createRequire(import.meta.url)(version) as typeof nextModule.default
      server = createServer()
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const { port } = server.address() as AddressInfo
      const app = createNext({
        dev: false,
        dir: join(fixtures, 'next-app'),
        hostname: 'localhost',
        port,
        httpServer: server,
      })
      await app.prepare()
      const handle = app.getRequestHandler()
      server.on('request', (req, res) => handle(req, res))
      origin = `http://127.0.0.1:${port}`
    }, 240_000)

    afterAll(() => {
      vi.unstubAllEnvs()
      server.closeAllConnections()
      server.close()
    })

    function mountAt(path: string): MountEndpoint {
      return async (setup) => {
        host.contractSetup = { ...setup, sessionReads: 0, grants: 0, mints: 0 }
        return { url: origin + path, send: (request) => fetch(request) }
      }
    }

    it('renders every page and runs every route with a token on demand', () => {
      const routes = ['/', '/api/coveo-token', '/api/constant-token', '/api/token-name', '/api/coveo-handlers'].map(
        (path) => `ƒ ${path}`,
      )
      for (const route of [...routes, '○ /static', '○ /forced']) {
        expect(built.output).toMatch(new RegExp(` ${route}\\s`))
      }
    })

    it('prerenders no token, not even in a page that is forced to be static', async () => {
      const pages = await built.prerendered()
      expect(pages).toContain('the same for all users')
      expect(pages).not.toContain('baked.into.page')
      const forced = await (await fetch(`${origin}/forced`)).text()
      expect(forced.replaceAll('<!-- -->', '')).toContain('token: none, initial: none')
    })

    describe('a page', () => {
      const page = mountAt('/')

      it('issues once, however many of its components call getToken', () =>
        withEndpoint(page, async ({ send }) => {
          const response = await send()
          const text = await response.text()
          expect(text.match(/<p>token-of\.alice\.signature/g)).toHaveLength(3)
          const [, expiresIn, refreshIn] = /&quot;expiresIn&quot;:(\d+),&quot;refreshIn&quot;:(\d+)/.exec(text) ?? []
          expect(Number(expiresIn)).toBeLessThanOrEqual(3480)
          expect(Number(expiresIn)).toBeGreaterThan(3000)
          expect(Number(refreshIn)).toBeLessThan(Number(expiresIn))
          expect([host.contractSetup?.sessionReads, host.contractSetup?.grants]).toEqual([1, 1])
          expect(response.headers.get('cache-control')).toContain('no-store')
        }))

      it('issues again for the next request, and never mixes users up', () =>
        withEndpoint(page, async ({ send }) => {
          const users = Array.from({ length: 20 }, (_, at) => `user${at % 4}`)
          const pages = await Promise.all(users.map(async (user) => (await send({ cookie: `user=${user}` })).text()))
          pages.forEach((text, at) => {
            expect(new Set(text.match(/token-of\.\w+/g))).toEqual(new Set([`token-of.${users[at]}`]))
          })
          expect(host.contractSetup?.sessionReads).toBe(20)
        }))

      it('renders without a token when signed out', () =>
        withEndpoint(page, async ({ send }) => {
          expect(await (await send({ cookie: '' })).text()).toContain('<output>null</output>')
          expect(host.contractSetup?.grants).toBe(0)
        }))
    })

    it('shares one memory among the bundles of pages and routes', () =>
      withEndpoint(mountAt('/'), async ({ send, origin }) => {
        const cookie = 'user=dave'
        await (await send({ cookie })).text()
        const get = () => fetch(`${origin}/api/coveo-handlers`, { headers: { cookie } })
        const first = await get()
        expect([first.status, first.headers.get('server-timing')]).toEqual([200, 'token;desc="hit"'])
        const headers = { cookie, 'content-type': 'application/json' }
        const body = JSON.stringify({ rejected: (await first.json()).fingerprint })
        const reported = await fetch(`${origin}/api/coveo-handlers`, { method: 'POST', headers, body })
        expect([reported.status, reported.headers.get('server-timing')]).toEqual([200, 'token;desc="mint"'])
        expect(host.contractSetup?.mints).toBe(2)
      }))

    it('gives a route handler the token of its own request', () =>
      withEndpoint(mountAt('/api/token-name'), async ({ send }) => {
        expect(await (await send({ cookie: 'user=bob' })).json()).toBe('token-of.bob.signature')
      }))

    it('responds in the edge runtime', () =>
      withEndpoint(mountAt('/api/edge-token'), async ({ send }) => {
        const response = await send({ cookie: 'user=carol' })
        expect(await response.json()).toMatchObject({ token: 'token-of.carol.signature' })
        expect(response.headers.get('cache-control')).toBe('private, no-store')
        const headers = { 'content-type': 'application/json' }
        const report = { method: 'POST', headers, body: '{"rejected":"mPq1c0tJx2yR8a7V"}' }
        expect((await send(report)).status).toBe(200)
        expect((await send({ ...report, body: `"${'x'.repeat(2000)}"` })).status).toBe(413)
        expect((await send({ cookie: '' })).status).toBe(401)
        expect((await send({ headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403)
        const removed = await send({ method: 'DELETE' })
        expect([removed.status, removed.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST, OPTIONS'])
      }))

    it.each(['/api/coveo-token', '/api/pages-token'])(
      'returns no token of %s at its second address, which looks like a file',
      async (path) => {
        const build = await readFile(join(fixtures, 'next-app/.next/BUILD_ID'), 'utf8')
        await withEndpoint(mountAt(`/_next/data/${build.trim()}${path}.json`), async ({ send, setup }) => {
          const response = await send()
          expect([response.status, response.headers.get('cache-control')]).toEqual([404, 'private, no-store'])
          expect(await response.json()).toMatchObject({ code: 'endpoint-not-found' })
          expect(setup.tokens.issues).toBe(0)
        })
      },
    )

    it('works with GET and POST alone, and returns no token to the methods that Next then handles', () =>
      withEndpoint(mountAt('/api/get-and-post'), async ({ send, setup }) => {
        expect(await (await send()).json()).toMatchObject({ token: 'token-of.alice.signature' })
        const head = await send({ method: 'HEAD' })
        expect([head.status, head.headers.get('cache-control')]).toEqual([200, 'private, no-store'])
        const headers = { 'content-type': 'application/json' }
        expect((await send({ method: 'POST', headers, body: '{"rejected":"mPq1c0tJx2yR8a7V"}' })).status).toBe(200)
        const issues = setup.tokens.issues
        expect((await send({ method: 'OPTIONS' })).status).toBe(204)
        for (const method of ['PUT', 'PATCH', 'DELETE']) expect((await send({ method })).status).toBe(405)
        expect(setup.tokens.issues).toBe(issues)
      }))

    it('responds 401 where `user` redirects', () =>
      withEndpoint(mountAt('/api/turned-away'), async ({ send, setup, errors }) => {
        for (const cookie of ['sent=elsewhere', 'sent=nowhere']) {
          const response = await send({ cookie, redirect: 'manual' })
          expect([response.status, response.headers.get('cache-control')]).toEqual([401, 'private, no-store'])
          expect(await response.json()).toMatchObject({ code: 'not-authenticated' })
        }
        expect([setup.tokens.issues, errors]).toEqual([0, []])
      }))

    describe('App Router', () => {
      it.each(endpointContractCases)('$name', ({ run }) => run(mountAt('/api/coveo-token')))
    })

    describe('Pages Router', () => {
      it.each(endpointContractCases)('$name', ({ run }) => run(mountAt('/api/pages-token')))
    })
  })
}
