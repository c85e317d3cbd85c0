import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { githubSlug } from '../../docs/src/github-slug.ts'
import { createGuideApp, type GuideApp } from './guide-app.test.support.ts'
import { filesIn, readGuide, readSection } from './guide-file.test.support.ts'
import { expectSameTokenInPage, startPagesRouter } from './pages-router.test.support.ts'
import {
  endpoint,
  expectTokens,
  mintsOf,
  nameIn,
  type Send,
  sendTo,
  signIn,
  type TokenBody,
} from './token-requests.test.support.ts'

const guide = 'docs/migrating.md'

function openRow(heading: string): Promise<GuideApp> {
  return createGuideApp(filesIn(readSection(guide, heading)))
}

describe('docs/migrating.md', () => {
  it('has ten rows, and a section for each', () => {
    const rows = [...readGuide(guide).matchAll(/^\| \[.*?\]\(#([\w-]+)\) \|/gm)].map(([, anchor]) => anchor)
    const headings = [...readGuide(guide).matchAll(/^## (.*)$/gm)].map(([, heading = '']) => githubSlug(heading))
    expect(rows).toHaveLength(10)
    expect(rows).toEqual(headings)
  })
})

describe('a sample key in the page', () => {
  it('becomes an endpoint and a token source', async () => {
    const app = await openRow('A sample key in the page')
    const origin = await app.start('server.js')
    const { cookie, token } = await expectTokens(app, sendTo(origin))
    const { fetch: realFetch } = globalThis
    const withSession: typeof fetch = (input, init) =>
      realFetch(new URL(String(input), origin), { ...init, headers: { cookie } })
    const { openSearch } = (await loadPage(app, withSession)) as { openSearch(): Promise<{ state: EngineState }> }
    const { configuration } = (await openSearch()).state
    expect(configuration).toMatchObject({ organizationId: app.coveo.organizationId, accessToken: token })
    expect(mintsOf(app.coveo)).toBe(1)
  })
})

describe('getSearchToken() on the server and in the page', () => {
  it('becomes one mint for both', async () => {
    const app = await openRow('getSearchToken() on the server and in the page')
    await expectSameTokenInPage(app, await startPagesRouter(app))
  })
})

describe('@coveo/search-token-server', () => {
  it('becomes a server that knows its users, with the old path', async () => {
    const app = await openRow('@coveo/search-token-server')
    const send = sendTo(await app.start('server.js'))
    const { token } = await expectTokens(app, send)
    const cookie = await signIn(send)
    expect(await (await send('/token', { cookie })).json()).toMatchObject({ token })
    expect((await send('/token')).status).toBe(401)
  })

  it('reads each of its variables under the name in the table', () => {
    const text = readSection(guide, '@coveo/search-token-server')
    for (const name of ['ORGANIZATION_ID', 'API_KEY', 'PLATFORM_URL', 'USER_EMAIL', 'SERVER_PORT']) {
      expect(text).toMatch(new RegExp(`^\\| \`${name}\` \\|`, 'm'))
    }
  })
})

describe("a middleware of Vite's dev server", () => {
  const heading = "A middleware of Vite's dev server"

  it('works in the dev server', async () => {
    const app = await openRow(heading)
    const { createServer: createVite } = await import('vite')
    const { default: config } = await app.load('vite.config.js')
    const server = { host: '127.0.0.1', port: 0, hmr: false, ws: false, watch: null } as const
    const vite = await createVite({
      ...(config as object),
      root: app.folder,
      configFile: false,
      logLevel: 'silent',
      server,
    })
    onTestFinished(() => vite.close())
    await vite.listen()
    const [origin = ''] = vite.resolvedUrls?.local ?? []
    await expectTokens(app, sendTo(origin.replace(/\/$/, '')))
  })

  it('works in production', async () => {
    const app = await openRow(heading)
    await expectTokens(app, sendTo(await app.start('server.js')))
  })
})

describe('a route that stores the token in a cookie', () => {
  it('becomes a route that reads the session, and sets no cookie', async () => {
    const app = await openRow('A route that stores the token in a cookie')
    type Route = { loader(args: { request: Request }): Promise<Response> }
    const routes = {
      [endpoint]: (await app.load('app/routes/coveo-token.ts')) as unknown as Route,
      '/login': (await app.load('app/routes/login.ts')) as unknown as Route,
    }
    const send: Send = (path, headers = {}) => {
      const request = new Request(`http://app.example${path}`, { headers })
      return routes[path as keyof typeof routes].loader({ request })
    }
    const { cookie } = await expectTokens(app, send)
    expect((await send(endpoint, { cookie })).headers.getSetCookie()).toEqual([])
  })
})

describe('a token server on another port', () => {
  it('lets the page of one origin read the token, and no other', async () => {
    const app = await openRow('A token server on another port')
    const send = sendTo(await app.start('server.js'))
    const { cookie } = await expectTokens(app, send)
    const own = await send(endpoint, { cookie, origin: 'http://localhost:5173' })
    expect(own.headers.get('access-control-allow-origin')).toBe('http://localhost:5173')
    expect(own.headers.get('access-control-allow-credentials')).toBe('true')
    vi.spyOn(console, 'error').mockImplementation(() => {}) // the refused origin, once
    const foreign = await send(endpoint, { cookie, origin: 'http://evil.example' })
    expect([foreign.status, foreign.headers.get('access-control-allow-origin')]).toEqual([403, null])
  })

  it('has a page that sends its cookies there', async () => {
    const app = await openRow('A token server on another port')
    const sent: unknown[][] = []
    const { source } = (await loadPage(app, async (...request) => {
      sent.push(request)
      return new Response(null, { status: 401 })
    })) as { source: { getToken(): Promise<string> } }
    await source.getToken().catch(() => undefined)
    expect(sent).toMatchObject([['http://localhost:4000/api/coveo-token', { credentials: 'include' }]])
  })
})

describe('a token written into the page', () => {
  it('leaves no token in the HTML', async () => {
    const app = await openRow('A token written into the page')
    const send = sendTo(await app.start('server.js'))
    const { cookie, token } = await expectTokens(app, send)
    const html = await (await send('/', { cookie })).text()
    expect(html).toContain('page.js')
    expect(html).not.toContain(token.slice(0, 20))
  })
})

describe('a module-level SSR definition', () => {
  it('becomes one for each request: two users at the same time get their own results', async () => {
    const app = await openRow('A module-level SSR definition')
    const send = sendTo(await app.start('server.js'))
    await expectTokens(app, send)
    const [alice, bob] = await Promise.all([signIn(send), signIn(send, '/login?as=bob')])
    const search = async (cookie: string) => (await (await send('/', { cookie })).json()) as string[]
    const [first, second, again] = await Promise.all([search(alice), search(bob), search(alice)])
    expect(first.length).toBeGreaterThan(0)
    expect(second).not.toEqual(first)
    expect(again).toEqual(first)
    const searches = app.coveo.requests.filter(({ route }) => route === 'search')
    expect(searches).toHaveLength(3)
    expect(mintsOf(app.coveo)).toBe(2)
    expect(await search('')).toEqual([])
  })
})

describe('a public key for visitors', () => {
  it('becomes a token of the anonymous identity, one for all guests', async () => {
    const app = await openRow('A public key for visitors')
    const send = sendTo(await app.start('server.js'))
    const guests = (await Promise.all([0, 1].map(async () => (await send(endpoint)).json()))) as TokenBody[]
    expect(guests.map(({ token, guest }) => [nameIn(token), guest])).toEqual([
      ['anonymous', true],
      ['anonymous', true],
    ])
    expect(mintsOf(app.coveo)).toBe(1)
    const user = (await (await send(endpoint, { cookie: await signIn(send) })).json()) as TokenBody
    expect([nameIn(user.token), user.guest]).toEqual(['asmith@example.com', undefined])
    expect(mintsOf(app.coveo)).toBe(2)
  })
})

describe("the user's name from the request", () => {
  it('has no effect any more', async () => {
    const app = await openRow("The user's name from the request")
    const send = sendTo(await app.start('server.js'))
    const { cookie } = await expectTokens(app, send)
    const path = `${endpoint}?email=bjones@example.com&user=bjones@example.com`
    expect((await send(path)).status).toBe(401)
    const body = (await (await send(path, { cookie })).json()) as TokenBody
    expect(nameIn(body.token)).toBe('asmith@example.com')
    expect((await send(`${endpoint}?variant=admin`, { cookie })).status).toBe(400)
  })
})

interface EngineState {
  configuration: { organizationId: string; accessToken: string }
}

/** Imports `page.js` of the guide where a page would run it: its requests go through `send`. */
async function loadPage(app: GuideApp, send: typeof fetch) {
  vi.stubGlobal('fetch', send)
  return app.load('page.js')
}
