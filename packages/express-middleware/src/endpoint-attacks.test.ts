import { createCoveoClient, createTokenIssuer, emailIdentity, searchGrant } from '@coveo-token/core'
import { type Emulator, startEmulator } from '@coveo-token/emulator'
import session from 'express-session'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expressVersions } from '../test/express-versions.ts'
import { sendRaw } from '../test/raw-request.ts'
import { startTestServer } from '../test/test-server.ts'
import { coveoTokenEndpoint } from './coveo-token-endpoint.ts'

declare module 'express-session' {
  interface SessionData {
    email: string
  }
}

const allowedOrigins = ['https://shop.example']

describe.each(expressVersions)('coveoTokenEndpoint under attack, in %s', (_, express) => {
  let emulator: Emulator

  beforeAll(async () => {
    emulator = await startEmulator()
  })
  afterEach(() => emulator.reset())
  afterAll(() => emulator.stop())

  function mints() {
    return emulator.requests.filter(({ route }) => route === 'searchToken').length
  }

  /** A complete application: sessions in a cookie, users in the session, tokens from the emulator. */
  async function startApplication() {
    const { organizationId, apiKeys, url } = emulator
    const tokens = createTokenIssuer({
      coveo: createCoveoClient({ organizationId, apiKey: apiKeys.authenticatedSearch, baseUrl: url }),
      grant: (email: string) => searchGrant({ userIds: [emailIdentity(email)] }),
    })
    const errors: unknown[] = []
    const app = express()
      .use(session({ secret: 'only for tests', resave: false, saveUninitialized: false, rolling: true }))
      .post('/sign-in', (req, res) => {
        req.session.email = req.get('x-email') ?? ''
        res.status(204).end()
      })
      .use(
        '/token',
        coveoTokenEndpoint({
          tokens,
          user: (req) => req.session.email,
          allowedOrigins,
          onError: (error) => void errors.push(error),
        }),
      )
    const server = await startTestServer(app)
    async function signIn(email: string) {
      const response = await fetch(`${server.url}/sign-in`, { method: 'POST', headers: { 'x-email': email } })
      return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    }
    return { ...server, errors, signIn, cookie: await signIn('asmith@example.com') }
  }

  it('returns their own tokens to signed-in users, and keeps the session cookie of the session', async () => {
    await using app = await startApplication()
    const bob = await app.signIn('bjones@example.com')
    const [first, second, other, signedOut] = await Promise.all(
      [app.cookie, app.cookie, bob, ''].map((cookie) => fetch(`${app.url}/token`, { headers: { cookie } })),
    )
    expect([first?.status, second?.status, other?.status, signedOut?.status]).toEqual([200, 200, 200, 401])
    expect(first?.headers.getSetCookie()).toHaveLength(1)
    const tokens = await Promise.all([first, second, other].map(async (response) => (await response?.json())?.token))
    expect(tokens[0]).toBe(tokens[1])
    expect(tokens[0]).not.toBe(tokens[2])
    expect(mints()).toBe(2)
  })

  it('mints once for 300 concurrent requests of one user', async () => {
    await using app = await startApplication()
    const all = await Promise.all(
      Array.from({ length: 300 }, async () =>
        (await fetch(`${app.url}/token`, { headers: { cookie: app.cookie } })).json(),
      ),
    )
    expect(new Set(all.map(({ fingerprint }) => fingerprint)).size).toBe(1)
    expect(mints()).toBe(1)
  })

  it('reflects only an allowed origin', async () => {
    await using app = await startApplication()
    const marks = ['x-injected', 'evil.example', '%0d%0a']
    const lines = [
      'Origin: https://shop.example\r\n%0d%0aX-Injected: 1',
      'Origin: https://shop.example%0d%0aX-Injected: 1',
      'X-Forwarded-Host: evil.example\r\nX-Original-URL: /evil.example\r\nX-Rewrite-URL: /evil.example',
      'Accept: text/evil.example\r\nAccept-Language: evil.example\r\nRange: bytes=0-3\r\nIf-None-Match: *',
      'If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT\r\nX-HTTP-Method-Override: DELETE',
    ]
    for (const line of lines) {
      const text = `GET /token?evil.example=%0d%0aX-Injected:1 HTTP/1.1\r\nHost: a\r\nCookie: ${app.cookie}\r\n${line}\r\n\r\n`
      const { status, head, body } = await sendRaw({ port: app.port, text })
      expect([line, status]).toEqual([line, line.startsWith('Origin: https://shop.example%') ? 403 : 200])
      const echoed = /access-control-allow-origin: (.*)\r?$/im.exec(head)?.[1]
      expect([line, echoed]).toEqual([line, line === lines[0] ? 'https://shop.example' : undefined])
      for (const mark of marks) expect((head + body).toLowerCase()).not.toContain(mark)
      if (status === 200) expect(head).toContain('Cache-Control: private, no-store')
      expect(head).not.toMatch(/etag/i)
    }
  })

  it('refuses doubled headers that disagree', async () => {
    await using app = await startApplication()
    const doubled = [
      ['Origin: https://shop.example\r\nOrigin: https://evil.example', 403],
      ['Origin: https://evil.example\r\nOrigin: https://shop.example', 403],
      ['Sec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site', 403],
      ['Content-Length: 3\r\nContent-Length: 4', 400],
      ['Content-Length: 3\r\nTransfer-Encoding: chunked', 400],
    ] as const
    for (const [lines, expected] of doubled) {
      const text = `GET /token HTTP/1.1\r\nHost: a\r\nCookie: ${app.cookie}\r\n${lines}\r\n\r\n`
      const { status, body } = await sendRaw({ port: app.port, text })
      expect([lines, status, body.includes('eyJ')]).toEqual([lines, expected, false])
    }
  })

  it('lets Node respond 431 to oversized headers', async () => {
    await using app = await startApplication()
    const text = `GET /token HTTP/1.1\r\nHost: a\r\nCookie: ${app.cookie}; x=${'x'.repeat(100_000)}\r\n\r\n`
    expect((await sendRaw({ port: app.port, text })).status).toBe(431)
  })

  it('responds 413 to 10 MB, declared or not, without reading all of it', async () => {
    await using app = await startApplication()
    const head = `POST /token HTTP/1.1\r\nHost: a\r\nCookie: ${app.cookie}\r\nContent-Type: application/json\r\n`
    const declared = await sendRaw({
      port: app.port,
      text: `${head}Content-Length: 10485760\r\n\r\n`,
      poured: 'x'.repeat(4096),
    })
    expect(declared.status).toBe(413)
    const chunk = `1000\r\n${'x'.repeat(4096)}\r\n`
    const endless = await sendRaw({ port: app.port, text: `${head}Transfer-Encoding: chunked\r\n\r\n`, poured: chunk })
    expect(endless.status).toBe(413)
    for (const { bytesSent } of [declared, endless]) expect(bytesSent).toBeLessThan(10_000_000)
  })

  it("refuses what a form on another site can send with the user's cookie", async () => {
    await using app = await startApplication()
    const body = '{"rejected":"mPq1c0tJx2yR8a7V","x":"="}'
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=b']) {
      const headers = { cookie: app.cookie, 'content-type': type }
      const send = (more: Record<string, string>) =>
        fetch(`${app.url}/token`, { method: 'POST', headers: { ...headers, ...more }, body })
      expect((await send({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).status).toBe(403)
      expect((await send({ origin: 'null' })).status).toBe(403)
      expect((await send({})).status).toBe(415)
    }
    expect(mints()).toBe(0)
  })

  it('responds 401 to a page whose name was rebound to this server: the cookie belongs to another host', async () => {
    await using app = await startApplication()
    const rebound = `Host: evil.example\r\nOrigin: http://evil.example\r\nSec-Fetch-Site: same-origin`
    const without = await sendRaw({ port: app.port, text: `GET /token HTTP/1.1\r\n${rebound}\r\n\r\n` })
    expect(without.status).toBe(401)
    for (const host of ['evil.example', 'evil.example:80@a', '[::1', '', 'a b']) {
      const lines = `Host: ${host}\r\nOrigin: http://127.0.0.1:${app.port}\r\nCookie: ${app.cookie}`
      const { status } = await sendRaw({ port: app.port, text: `GET /token HTTP/1.1\r\n${lines}\r\n\r\n` })
      expect([host, [400, 403].includes(status)]).toEqual([host, true])
    }
    expect(mints()).toBe(0)
  })

  it('does not reveal the key or the reason when Coveo refuses', async () => {
    emulator.faults.add({ route: 'searchToken', status: 403, times: 'always' })
    const reports: unknown[] = []
    const { organizationId, apiKeys, url } = emulator
    const apiKey = apiKeys.authenticatedSearch
    const tokens = createTokenIssuer({
      coveo: createCoveoClient({ organizationId, apiKey, baseUrl: url }),
      grant: (email: string) => searchGrant({ userIds: [emailIdentity(email)] }),
    })
    const onError = (error: unknown) => void reports.push(error)
    await using app = await startTestServer(
      express().use(coveoTokenEndpoint({ tokens, user: () => 'asmith@example.com', onError })),
    )
    const response = await fetch(app.url)
    const all = JSON.stringify([...response.headers]) + (await response.text())
    expect(response.status).toBe(502)
    for (const secret of [apiKey, organizationId, 'asmith', url]) expect(all).not.toContain(secret)
    expect(reports).toMatchObject([{ code: 'coveo-refused' }])
  })
})
