import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type EndpointSetup, endpointContractCases, type MountEndpoint, withEndpoint } from '@coveo-token/core/testing'
import type nextModule from 'next'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url))
const next = fileURLToPath(new URL('../node_modules/next/dist/bin/next', import.meta.url))

interface Built {
  ok: boolean
  output: string
}

/** A real `next build` of one of the fixtures, against the built packages. */
function build(fixture: string): Promise<Built> {
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } as const
  return new Promise((resolve) => {
    execFile(process.execPath, [next, 'build'], { cwd: join(fixtures, fixture), env }, (error, stdout, stderr) =>
      resolve({ ok: error === null, output: stdout + stderr }),
    )
  })
}

/** Everything that `next build` wrote for a fixture's pages. */
async function prerendered(fixture: string): Promise<string> {
  const folder = join(fixtures, fixture, '.next/server/app')
  const names = await readdir(folder, { recursive: true })
  const files = names.filter((name) => /\.(html|rsc|body|meta)$/.test(name))
  return (await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))).join('\n')
}

describe('next build', { timeout: 240_000 }, () => {
  it('refuses the server package in a client component', async () => {
    const { ok, output } = await build('client-import')
    expect(ok).toBe(false)
    expect(output).toContain("'server-only' cannot be imported from a Client Component module")
  })

  it('with cache components leaves the token to the request', async () => {
    const { ok, output } = await build('cache-components')
    expect(output).toContain('◐ /\n')
    expect(output).toContain('ƒ /api/token')
    expect(ok).toBe(true)
    const pages = await prerendered('cache-components')
    expect(pages).toContain('the shell')
    expect(pages).not.toContain('baked.into.page')
  })
})

describe('next start', { timeout: 240_000 }, () => {
  let built: Built
  let server: Server
  let origin: string
  const host = globalThis as typeof globalThis & { contractSetup?: EndpointSetup & { sessionReads: number } }

  beforeAll(async () => {
    built = await build('next-app')
    vi.stubEnv('NODE_ENV', 'production')
    const createNext = createRequire(import.meta.url)('next') as typeof nextModule.default
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

  function mountAt(path: string, methodsAreChecked: boolean): MountEndpoint {
    return async (setup) => {
      host.contractSetup = { ...setup, sessionReads: 0 }
      return { url: origin + path, send: (request) => fetch(request), methodsAreChecked }
    }
  }

  it('renders every page that asks for a token on demand', () => {
    for (const route of ['ƒ /', 'ƒ /api/coveo-token', 'ƒ /api/token-name', '○ /static', '○ /forced']) {
      expect(built.output).toMatch(new RegExp(`${route}\\n`))
    }
  })

  it('bakes no token into a page, not even one that is forced to be static', async () => {
    const pages = await prerendered('next-app')
    expect(pages).toContain('the same for everybody')
    expect(pages).not.toContain('baked.into.page')
    expect(await (await fetch(`${origin}/forced`)).text()).toContain('none')
  })

  describe('a page', () => {
    const page = mountAt('/', true)

    it('asks once, however many of its components want the token', () =>
      withEndpoint(page, async ({ send, setup }) => {
        const response = await send()
        const text = await response.text()
        expect(text.match(/<p>token-of\.alice\.signature/g)).toHaveLength(3)
        expect(text).toContain('&quot;expiresIn&quot;:3480,&quot;refreshIn&quot;:2710')
        expect([host.contractSetup?.sessionReads, setup.tokens.issues]).toEqual([1, 1])
        expect(response.headers.get('cache-control')).toContain('no-store')
      }))

    it('asks again for the next request, and never mixes users up', () =>
      withEndpoint(page, async ({ send }) => {
        const users = Array.from({ length: 20 }, (_, at) => `user${at % 4}`)
        const pages = await Promise.all(users.map(async (user) => (await send({ cookie: `user=${user}` })).text()))
        pages.forEach((text, at) => {
          expect(new Set(text.match(/token-of\.\w+/g))).toEqual(new Set([`token-of.${users[at]}`]))
        })
        expect(host.contractSetup?.sessionReads).toBe(20)
      }))

    it('renders without a token for nobody', () =>
      withEndpoint(page, async ({ send, setup }) => {
        expect(await (await send({ cookie: '' })).text()).toContain('<output>null</output>')
        expect(setup.tokens.issues).toBe(0)
      }))
  })

  it('gives a route handler the token of its own request', () =>
    withEndpoint(mountAt('/api/token-name', true), async ({ send }) => {
      expect(await (await send({ cookie: 'user=bob' })).json()).toBe('token-of.bob.signature')
    }))

  it('answers in the edge runtime', () =>
    withEndpoint(mountAt('/api/edge-token', true), async ({ send }) => {
      const response = await send({ cookie: 'user=carol' })
      expect(await response.json()).toMatchObject({ token: 'token-of.carol.signature' })
      expect(response.headers.get('cache-control')).toBe('private, no-store')
      const headers = { 'content-type': 'application/json' }
      const report = { method: 'POST', headers, body: '{"rejected":"mPq1c0tJx2yR8a7V"}' }
      expect((await send(report)).status).toBe(200)
      expect((await send({ ...report, body: `"${'x'.repeat(2000)}"` })).status).toBe(413)
      expect((await send({ cookie: '' })).status).toBe(401)
      expect((await send({ headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403)
    }))

  describe('App Router', () => {
    it.each(endpointContractCases)('$name', ({ run }) => run(mountAt('/api/coveo-token', true)))
  })

  describe('Pages Router', () => {
    it.each(endpointContractCases)('$name', ({ run }) => run(mountAt('/api/pages-token', false)))
  })
})
