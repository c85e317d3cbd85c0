import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { createFakeCoveo } from '@coveo-token/core/testing'
import type { DemoSettings } from '@coveo-token/demo/server'
import { createCoveo, emailIdentity, searchGrant } from '@coveo-token/express-middleware'
import { afterEach, describe, expect, it } from 'vitest'
import { createApp } from './app.ts'
import { userOfToken } from './session.ts'

const settings: DemoSettings = {
  port: 0,
  host: '127.0.0.1',
  allowedHosts: ['localhost', '127.0.0.1', '[::1]'],
  sessionSecret: 'a secret of at least thirty-two characters',
  tokenKind: 'search',
  renderDeadlineMs: 1500,
  emulatorControl: undefined,
  searchBaseUrl: 'http://127.0.0.1:4400/rest/search/v2',
  environment: 'prod',
}

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

async function startApp(changes: Partial<DemoSettings> = {}) {
  const pageDirectory = await mkdtemp(`${tmpdir()}/express-search-`)
  await mkdir(`${pageDirectory}/assets`)
  await writeFile(`${pageDirectory}/index.html`, `<title>The page</title><!--start-->${' '.repeat(2000)}`)
  await writeFile(`${pageDirectory}/not-found.html`, '<title>Nothing here</title>')
  await writeFile(`${pageDirectory}/assets/page-1a2b.js`, 'export {}')
  const coveo = createFakeCoveo()
  const app = createCoveo({
    user: userOfToken,
    grant: (user) => searchGrant({ userIds: [emailIdentity(user.id)] }),
    allowedHosts: changes.allowedHosts ?? settings.allowedHosts,
    onError: () => {},
    coveo,
  })
  const server = createServer(createApp({ settings: { ...settings, ...changes }, coveo: app, pageDirectory }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  cleanups.push(async () => {
    await app.tokens.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await rm(pageDirectory, { recursive: true })
  })
  return { coveo, url }
}

/** The data in the page. */
function startOf(html: string) {
  return JSON.parse(/<script id="start" type="application\/json">(.*?)<\/script>/.exec(html)?.[1] ?? 'null')
}

/** A client with a cookie jar. */
function visitor(url: string) {
  const jar = new Map<string, string>()
  return {
    jar,
    async send(path: string, init: RequestInit = {}): Promise<Response> {
      const headers = new Headers(init.headers)
      if (jar.size > 0) headers.set('Cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
      const response = await fetch(url + path, { ...init, headers })
      for (const cookie of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
        jar.set(name, value)
      }
      return response
    },
    signIn(user: unknown): Promise<Response> {
      return this.send('/api/session', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ user }),
      })
    },
  }
}

describe('the session', () => {
  it('is created by POST, read by GET and deleted by DELETE', async () => {
    const { url } = await startApp()
    const visit = visitor(url)
    expect(await (await visit.send('/api/session')).json()).toEqual({ user: null })
    expect((await visit.signIn('asmith@example.com')).status).toBe(200)
    expect(await (await visit.send('/api/session')).json()).toEqual({ user: 'asmith@example.com' })
    expect((await visit.send('/api/session', { method: 'DELETE' })).status).toBe(204)
    expect(await (await visit.send('/api/session')).json()).toEqual({ user: null })
  })

  it('uses a signed cookie that is HttpOnly and SameSite=Lax', async () => {
    const { url } = await startApp()
    const response = await visitor(url).signIn('anonymous')
    const cookies = response.headers.getSetCookie()
    expect(cookies.map((cookie) => cookie.split('=')[0])).toEqual(['express-search', 'express-search.sig'])
    for (const cookie of cookies) {
      expect(cookie).toMatch(/; httponly/i)
      expect(cookie).toMatch(/; samesite=lax/i)
    }
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  it('sets Secure on its cookies when the request came over https', async () => {
    const { url } = await startApp()
    const [plain, proxied] = await Promise.all(
      ['http', 'https'].map((scheme) =>
        fetch(`${url}/api/session`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', 'X-Forwarded-Proto': scheme },
          body: '{"user":"anonymous"}',
        }),
      ),
    )
    expect(plain?.headers.getSetCookie()).toHaveLength(2)
    for (const cookie of plain?.headers.getSetCookie() ?? []) expect(cookie).not.toMatch(/; secure/i)
    expect(proxied?.headers.getSetCookie()).toHaveLength(2)
    for (const cookie of proxied?.headers.getSetCookie() ?? []) expect(cookie).toMatch(/; secure/i)
  })

  it('refuses users other than the three demo users, and bodies that are not JSON', async () => {
    const { url } = await startApp()
    const visit = visitor(url)
    const json = { 'Content-Type': 'application/json' }
    const attempts: RequestInit[] = [
      { body: '{"user":"root"}', headers: json },
      { body: '{"user":{"$ne":null}}', headers: json },
      { body: '{"user":', headers: json },
      { body: 'null', headers: json },
      { body: `{"user":"${'x'.repeat(5000)}"}`, headers: json },
      { body: '{"user":"anonymous"}', headers: { 'Content-Type': 'text/plain' } },
      { body: 'user=anonymous', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } },
      {},
    ]
    for (const attempt of attempts) {
      const response = await visit.send('/api/session', { method: 'POST', ...attempt })
      expect(response.status).toBe(400)
      expect(response.headers.get('content-type')).toContain('application/problem+json')
      expect(await response.json()).toMatchObject({ status: 400, code: 'bad-request' })
    }
    expect(await (await visit.send('/api/session')).json()).toEqual({ user: null })
  })

  it('refuses cross-site requests to create or delete it', async () => {
    const { url } = await startApp()
    const visit = visitor(url)
    await visit.signIn('asmith@example.com')
    const others: Record<string, string>[] = [{ Origin: 'https://evil.example' }, { 'Sec-Fetch-Site': 'cross-site' }]
    for (const headers of others) {
      const begin = { headers: { ...headers, 'Content-Type': 'application/json' }, body: '{"user":"anonymous"}' }
      for (const response of [
        await visit.send('/api/session', { method: 'POST', ...begin }),
        await visit.send('/api/session', { method: 'DELETE', headers }),
        await visit.send('/api/demo/revoke', { method: 'POST', headers }),
      ]) {
        expect(response.status).toBe(403)
        expect(await response.json()).toMatchObject({ status: 403, code: 'forbidden-origin' })
      }
    }
    expect(await (await visit.send('/api/session')).json()).toEqual({ user: 'asmith@example.com' })
    expect((await visit.send('/api/session', { method: 'DELETE', headers: { Origin: url } })).status).toBe(204)
  })

  it('ignores a cookie that the server did not sign', async () => {
    const { url } = await startApp()
    const visit = visitor(url)
    await visit.signIn('anonymous')
    visit.jar.set('express-search', Buffer.from('{"user":"asmith@example.com"}').toString('base64'))
    const refused = await visit.send('/api/coveo-token')
    expect([refused.status, refused.headers.getSetCookie()]).toEqual([401, []])
    const session = await visit.send('/api/session')
    expect(await session.json()).toEqual({ user: null })
    expect(session.headers.getSetCookie()).toEqual([expect.stringMatching(/^express-search\.sig=;/)])
  })
})

describe('a request for a host that is not in `ALLOWED_HOSTS`', () => {
  /** `fetch` does not let a test set `Host`. */
  function statusFor(url: string, host: string): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      get(url, { headers: { host } }, (response) => resolve(response.resume().statusCode)).once('error', reject)
    })
  }

  it.each(['/', '/assets/page-1a2b.js', '/api/session', '/api/config'])('gets nothing from %s', async (path) => {
    const { url } = await startApp()
    for (const host of ['evil.example', 'evil.example:4401', '127.0.0.1.evil.example', 'localhost.evil.example']) {
      expect(await statusFor(url + path, host)).toBe(403)
    }
    for (const host of ['localhost', '127.0.0.1:1', '[::1]:4401']) expect(await statusFor(url + path, host)).toBe(200)
  })

  it('gets no token, which a signed-out request of an allowed host does not get either', async () => {
    const { url, coveo } = await startApp({ allowedHosts: ['app.example'] })
    expect(await statusFor(`${url}/api/coveo-token`, 'evil.example')).toBe(403)
    expect(await statusFor(`${url}/api/coveo-token`, '127.0.0.1')).toBe(403)
    expect(await statusFor(`${url}/api/coveo-token`, 'app.example:8443')).toBe(401)
    expect(coveo.mints).toHaveLength(0)
  })
})

describe('the token endpoint', () => {
  it('responds 401 without a session, and mints nothing', async () => {
    const { coveo, url } = await startApp()
    const response = await visitor(url).send('/api/coveo-token')
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ code: 'not-authenticated' })
    expect(coveo.mints).toHaveLength(0)
  })

  it('returns a different token for each user', async () => {
    const { coveo, url } = await startApp()
    const [alice, bob] = [visitor(url), visitor(url)]
    await alice.signIn('asmith@example.com')
    await bob.signIn('bjones@example.com')
    const tokens = await Promise.all(
      [alice, bob, alice].map(async ({ send }) => (await send('/api/coveo-token')).json()),
    )
    expect(tokens[0].token).toBe(tokens[2].token)
    expect(tokens[0].token).not.toBe(tokens[1].token)
    expect(coveo.mints.map(({ grant }) => grant.userIds?.[0]?.name).sort()).toEqual([
      'asmith@example.com',
      'bjones@example.com',
    ])
  })
})

describe('the rest of the API', () => {
  it('returns the search configuration to the page, without secrets', async () => {
    const { url } = await startApp({ emulatorControl: 'http://127.0.0.1:4400' })
    const response = await visitor(url).send('/api/config')
    expect(await response.json()).toEqual({
      organizationId: 'fake',
      kind: 'search',
      searchBaseUrl: 'http://127.0.0.1:4400/rest/search/v2',
      environment: 'prod',
      renderDeadlineMs: 1500,
      emulatorUrl: 'http://127.0.0.1:4400',
    })
  })

  it('revokes no token without an emulator, or without a session', async () => {
    const real = await startApp()
    expect((await visitor(real.url).send('/api/demo/revoke', { method: 'POST' })).status).toBe(404)
    const emulated = await startApp({ emulatorControl: 'http://127.0.0.1:9' })
    expect((await visitor(emulated.url).send('/api/demo/revoke', { method: 'POST' })).status).toBe(401)
  })

  it('responds to unknown addresses with a problem', async () => {
    const { url } = await startApp()
    const response = await visitor(url).send('/api/nothing')
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ code: 'not-found' })
  })
})

describe('the page', () => {
  it('is served with security headers', async () => {
    const { url } = await startApp()
    const response = await visitor(url).send('/')
    expect(await response.text()).toContain('The page')
    expect(response.headers.get('cache-control')).toBe('no-cache')
    expect(response.headers.get('content-security-policy')).toContain("connect-src 'self' http://127.0.0.1:4400;")
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.has('x-powered-by')).toBe(false)
  })

  it('contains its configuration and session, and the first token of its user, who alone may store it', async () => {
    const { url, coveo } = await startApp()
    const visit = visitor(url)
    expect(startOf(await (await visit.send('/')).text())).toMatchObject({ config: { kind: 'search' }, user: null })
    expect(coveo.mints).toHaveLength(0)
    await visit.signIn('asmith@example.com')
    const response = await visit.send('/')
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    expect(response.headers.get('vary')).toContain('Cookie')
    const { user, initialToken } = startOf(await response.text())
    expect(user.id).toBe('asmith@example.com')
    expect(initialToken.token).toBe((await (await visit.send('/api/coveo-token')).json()).token)
    expect(coveo.mints).toHaveLength(1)
  })

  it('is compressed, and the token endpoint is not', async () => {
    const { url } = await startApp()
    const visit = visitor(url)
    await visit.signIn('asmith@example.com')
    expect((await visit.send('/')).headers.get('content-encoding')).toMatch(/gzip|br/)
    expect((await visit.send('/api/coveo-token')).headers.get('content-encoding')).toBeNull()
  })

  it('responds to an unknown address with a page, or with a problem to clients that do not accept HTML', async () => {
    const { url } = await startApp()
    const visit = visitor(url)
    for (const path of ['/nothing', '/search/here', '/x.html']) {
      const page = await visit.send(path, { headers: { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } })
      expect([page.status, page.headers.get('cache-control')]).toEqual([404, 'no-store'])
      expect(page.headers.get('content-type')).toContain('text/html')
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(await page.text()).toContain('Nothing here')
    }
    for (const init of [{}, { headers: { Accept: 'application/json' } }, { method: 'POST' }]) {
      const response = await visit.send('/nothing', init)
      expect([response.status, response.headers.get('cache-control')]).toEqual([404, 'no-store'])
      expect(await response.json()).toMatchObject({ status: 404, code: 'not-found' })
    }
  })

  it('caches its hashed files for a year, and responds 404 for a missing one', async () => {
    const { url } = await startApp()
    expect((await visitor(url).send('/assets/page-1a2b.js')).headers.get('cache-control')).toContain('immutable')
    const missing = await visitor(url).send('/assets/page-gone.js')
    expect(missing.status).toBe(404)
    expect(missing.headers.get('cache-control') ?? '').not.toContain('immutable')
  })
})
