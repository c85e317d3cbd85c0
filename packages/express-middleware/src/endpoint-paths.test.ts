import { emailIdentity, searchGrant } from '@coveo-token/core'
import { createFakeCoveo } from '@coveo-token/core/testing'
import { describe, expect, it, vi } from 'vitest'
import { expressVersions } from '../test/express-versions.ts'
import { sendRaw } from '../test/raw-request.ts'
import { startTestServer } from '../test/test-server.ts'
import { createCoveo } from './create-coveo.ts'

const withToken = [
  '/api/coveo-token',
  '/api/coveo-token/',
  '/api/coveo-token?x.css',
  '/api/coveo-token/?x',
  '/api/coveo-token/?/x.css',
  '/API/COVEO-TOKEN',
  'http://127.0.0.1/api/coveo-token',
  'http://127.0.0.1/api/coveo-token?/x.css',
]

const withoutToken = [
  '/api/coveo-token/x.css',
  '/api/coveo-token/.',
  '/api/coveo-token/..',
  '/api/coveo-token/%2e',
  '/api/coveo-token;x.css',
  '/api/coveo-token/;x.css',
  '/api/coveo-token%2fx.css',
  '/api/coveo-token%3fx.css',
  '/api/coveo-token%00.css',
  '/api/coveo-token.css',
  '//api/coveo-token',
  '/api//coveo-token',
  '/api/x/../coveo-token',
  '/api/coveo-token/#x.css',
  '/api/coveo-token/\\x.css',
  '/api/coveo-token//x.css',
  '/api/coveo-token/%',
  '/api/coveo-token/x.css/..',
  '/api/coveo-token//evil.example/',
  '/api/coveo-token/https://evil.example/',
  'http://127.0.0.1/api/coveo-token/x.css',
  '*',
]

function coveoForTests() {
  return createCoveo({
    coveo: createFakeCoveo(),
    user: () => 'asmith@example.com',
    grant: (email: string) => searchGrant({ userIds: [emailIdentity(email)] }),
  })
}

describe.each(expressVersions)('the handler of createCoveo in %s', (_, express) => {
  it('returns a token on its own path alone', async () => {
    const coveo = coveoForTests()
    await using server = await startTestServer(express().use('/api/coveo-token', coveo.handler))
    const { port } = server
    const hasToken = async (path: string) => {
      const { body, head } = await sendRaw({ port, text: `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n` })
      expect([path, head.startsWith('HTTP/1.1 ')]).toEqual([path, true])
      return body.includes('"token":"')
    }
    for (const path of withToken) expect([path, await hasToken(path)]).toEqual([path, true])
    for (const path of withoutToken) expect([path, await hasToken(path)]).toEqual([path, false])
  })
})

/** Pairs of an earlier route and a path that it matches and whose last name is the pattern's own. */
const earlierRoutes: Readonly<Record<string, readonly (readonly [pattern: string, path: string])[]>> = {
  'Express 4': [
    ['*.css', '/api/coveo-token/*.css'],
    ['/api/coveo-token/:file', '/api/coveo-token/:file'],
    ['/api/coveo-token/:file.css', '/api/coveo-token/:file.css'],
    ['/api/coveo-token/*', '/api/coveo-token/*'],
    ['/api/:name/x.css', '/api/coveo-token/x.css'],
    ['/api/coveo-token/x.css', '/api/coveo-token/x.css'],
  ],
  'Express 5': [
    ['/*file.css', '/api/coveo-token/*file.css'],
    ['/*"x.css"', '/api/coveo-token/*"x.css"'],
    ['/api/coveo-token/:file', '/api/coveo-token/:file'],
    ['/api/coveo-token/:file.css', '/api/coveo-token/:file.css'],
    ['/*path/x.css', '/api/coveo-token/x.css'],
    ['/api/coveo-token/x.css', '/api/coveo-token/x.css'],
  ],
}

describe.each(expressVersions)('the handler of createCoveo after an earlier route in %s', (name, express) => {
  it.each(earlierRoutes[name] ?? [])('returns no token below its own path: %s', async (pattern, path) => {
    const coveo = coveoForTests()
    const earlier = vi.fn((_req: unknown, _res: unknown, next: () => void) => next())
    const app = express().get(pattern, earlier).use('/api/coveo-token', coveo.handler)
    await using server = await startTestServer(app)
    const { port } = server
    const { head, body } = await sendRaw({ port, text: `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n` })
    expect(earlier).toHaveBeenCalledOnce()
    expect(head).toContain('HTTP/1.1 404')
    expect(body).not.toContain('"token":"')
  })
})

describe.each(expressVersions)('the handler of createCoveo, wrapped in another handler, in %s', (_, express) => {
  it.each(['/api/:version/coveo-token', '/api/v1/coveo-token', '/:api/:version/Coveo-Token/'])(
    'returns a token on the route %s',
    async (pattern) => {
      const coveo = coveoForTests()
      await using server = await startTestServer(express().all(pattern, (...call) => coveo.handler(...call)))
      expect((await fetch(`${server.url}/api/v1/coveo-token`)).status).toBe(200)
    },
  )
})
