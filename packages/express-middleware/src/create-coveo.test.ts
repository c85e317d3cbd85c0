import { type IssuedToken, TokenError } from '@coveo-token/core'
import type { ErrorRequestHandler, Request, RequestHandler } from 'express'
import { describe, expect, expectTypeOf, it, vi } from 'vitest'
import { expressVersions } from '../test/express-versions.ts'
import { startTestServer } from '../test/test-server.ts'
import { type CoveoOptions, createCoveo, emailIdentity, searchGrant } from './index.ts'

/** Mints `for-NAME`, refuses the user `trouble`, and knows the privileges of every token. */
function fakeCoveo() {
  return {
    organizationId: 'acme',
    scope: 'acme',
    async createSearchToken({ userIds }: { userIds: readonly { name: string }[] }) {
      const [{ name }] = userIds as [{ name: string }]
      if (name === 'trouble')
        throw new TokenError('coveo-refused', 'Coveo refused the call with status 401.', {
          status: 401,
          remedy: 'Check the key.',
        })
      return { token: `for-${name}`, remainingMs: 3_600_000, lifetimeMs: 3_600_000 }
    },
    createPlatformToken: () => Promise.reject(new Error('not called')),
    listPlatformTokenPrivileges: async () => [],
    getTokenPrivileges: vi.fn(async () => [{ owner: 'SEARCH_API', targetDomain: 'EXECUTE_QUERY' }]),
  }
}

const respondWithStatus: ErrorRequestHandler = (error, _req, res, _next) => {
  res.status(error.status ?? 500).json({ code: error.code ?? 'none' })
}

describe.each(expressVersions)('createCoveo in %s', (_, express) => {
  function setUp<User = string>(options: Partial<CoveoOptions<User>> = {}) {
    const users: unknown[] = []
    const coveo = createCoveo<User>({
      coveo: fakeCoveo(),
      user: async (req: Request) => {
        if (req.get('x-user') === 'broken') throw new Error('no session store')
        return req.get('x-user') as User
      },
      grant: (user) => {
        users.push(user)
        return searchGrant({ userIds: [emailIdentity(String(user))] })
      },
      ...options,
    })
    return { coveo, users }
  }

  function serve(handler: RequestHandler) {
    return startTestServer(express().get('/', handler).use(respondWithStatus))
  }

  it('responds 503 with Retry-After beyond `maxMintsPerMinute`, and logs the reason', async () => {
    const onError = vi.fn()
    const { coveo } = setUp({ maxMintsPerMinute: 1, onError })
    await using server = await serve(coveo.handler)
    const request = (user: string) => fetch(server.url, { headers: { 'x-user': user } })
    expect((await request('alice')).status).toBe(200)
    const refused = await request('bob')
    expect([refused.status, (await refused.json()).code]).toEqual([503, 'coveo-unavailable'])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(onError.mock.calls.map(([error]) => error.code)).toEqual(['mint-limit-reached'])
    expect((await request('alice')).status).toBe(200)
  })

  it('returns the first token of a page as its endpoint does, and passes failures to `onError`', async () => {
    const onError = vi.fn()
    const { coveo } = setUp({ onError })
    await using server = await serve((req, res, next) => {
      coveo.getInitialToken(req).then((token) => res.json({ token }), next)
    })
    const bodyFor = async (headers: Record<string, string>) => (await fetch(server.url, { headers })).json()
    const { token } = await bodyFor({ 'x-user': 'alice' })
    expect(token).toMatchObject({ token: 'for-alice', organizationId: 'acme', expiresIn: expect.any(Number) })
    expect(await bodyFor({})).toEqual({ token: null })
    expect(onError).not.toHaveBeenCalled()
    expect(await bodyFor({ 'x-user': 'trouble' })).toEqual({})
    expect(onError.mock.calls.map(([error]) => error.code)).toEqual(['coveo-refused'])
  })

  describe('getToken', () => {
    function tokenHandler(coveo: { getToken: (req: Request) => Promise<IssuedToken | null> }): RequestHandler {
      return (req, res, next) => {
        coveo.getToken(req).then((issued) => res.json(issued?.token ?? null), next)
      }
    }

    it('issues only when it is called, and once per request', async () => {
      const { coveo, users } = setUp()
      await using idle = await serve((_req, res) => void res.json('idle'))
      expect(await (await fetch(idle.url)).json()).toBe('idle')
      expect(users).toEqual([])

      await using busy = await serve(async (req, res) => {
        expectTypeOf(coveo.getToken).returns.resolves.toEqualTypeOf<IssuedToken | null>()
        const both = await Promise.all([coveo.getToken(req), coveo.getToken(req)])
        res.json(both.map((issued) => issued?.token))
      })
      expect(await (await fetch(busy.url, { headers: { 'x-user': 'alice' } })).json()).toEqual([
        'for-alice',
        'for-alice',
      ])
      expect(await (await fetch(busy.url, { headers: { 'x-user': 'bob' } })).json()).toEqual(['for-bob', 'for-bob'])
      expect(users).toEqual(['alice', 'bob'])
    })

    it('runs `user` once per request', async () => {
      const user = vi.fn(() => 'alice')
      const { coveo } = setUp({ user })
      await using server = await serve(async (req, res) => {
        await Promise.all([coveo.getToken(req), coveo.getToken(req)])
        res.json('done')
      })
      await fetch(server.url)
      expect(user).toHaveBeenCalledOnce()
      await fetch(server.url)
      expect(user).toHaveBeenCalledTimes(2)
    })

    it('issues the token of a variant, or of a guest where guests are allowed', async () => {
      const coveo = createCoveo({
        coveo: fakeCoveo(),
        user: (req: Request) => req.get('x-user'),
        variants: ['support', 'community'],
        grant: (user, variant) => searchGrant({ userIds: [emailIdentity(`${user} in ${variant}`)] }),
        guest: (variant) => searchGrant({ userIds: [emailIdentity(`guest in ${variant}`)] }),
      })
      const app = express()
        .use('/token', coveo.handler)
        .get('/', async (req, res) => {
          const [first, second] = [await coveo.getToken(req), await coveo.getToken(req, { variant: 'community' })]
          res.json([first?.token, second?.token, second?.guest ?? false])
        })
      await using server = await startTestServer(app)
      const headers = { 'x-user': 'alice' }
      const pages = await Promise.all([fetch(server.url, { headers }), fetch(server.url)])
      expect(await Promise.all(pages.map((page) => page.json()))).toEqual([
        ['for-alice in support', 'for-alice in community', false],
        ['for-guest in support', 'for-guest in community', true],
      ])
      const guest = await fetch(`${server.url}/token?variant=community`)
      expect(await guest.json()).toMatchObject({ token: 'for-guest in community', guest: true })
    })

    it('takes the number 0 for a user, as the endpoint does', async () => {
      const { coveo } = setUp<number>({
        user: () => 0,
        grant: (user) => searchGrant({ userIds: [emailIdentity(`number ${user}`)] }),
      })
      const app = express().use('/token', coveo.handler).get('/', tokenHandler(coveo))
      await using server = await startTestServer(app)
      expect(await (await fetch(server.url)).json()).toBe('for-number 0')
      expect(await (await fetch(`${server.url}/token`)).json()).toMatchObject({ token: 'for-number 0' })
    })

    it('resolves with null when signed out', async () => {
      const { coveo, users } = setUp()
      await using server = await serve(tokenHandler(coveo))
      expect(await (await fetch(server.url)).json()).toBe(null)
      expect(users).toEqual([])
    })

    it('rejects with the status of a server error', async () => {
      const { coveo } = setUp()
      await using server = await serve(tokenHandler(coveo))
      const refused = await fetch(server.url, { headers: { 'x-user': 'trouble' } })
      expect([refused.status, await refused.json()]).toEqual([502, { code: 'coveo-refused' }])
      const broken = await fetch(server.url, { headers: { 'x-user': 'broken' } })
      expect([broken.status, await broken.json()]).toEqual([500, { code: 'none' }])
    })
  })

  describe('requirePrivileges', () => {
    it('passes tokens with the privileges, and looks each token up once for all guards', async () => {
      const client = fakeCoveo()
      const { coveo } = setUp({ coveo: client })
      const app = express()
        .get('/a', coveo.requirePrivileges(['SEARCH_API:EXECUTE_QUERY']), (_req, res) => void res.json('a'))
        .get('/b', coveo.requirePrivileges(['PLATFORM:SOURCE:VIEW']), (_req, res) => void res.json('b'))
      await using server = await startTestServer(app)
      const headers = { authorization: 'Bearer abc' }
      expect((await fetch(`${server.url}/a`, { headers })).status).toBe(200)
      expect((await fetch(`${server.url}/b`, { headers })).status).toBe(403)
      expect((await fetch(`${server.url}/a`)).status).toBe(401)
      expect(client.getTokenPrivileges).toHaveBeenCalledOnce()
    })

    it('throws without a privilege', () => {
      expect(() => setUp().coveo.requirePrivileges([])).toThrow(/`privileges`/)
    })
  })

  it('shares one issuer among handler, getToken and tokens', async () => {
    const client = fakeCoveo()
    const mint = vi.spyOn(client, 'createSearchToken')
    const { coveo } = setUp({ coveo: client, user: () => 'alice' })
    const app = express()
      .use('/token', coveo.handler)
      .get('/', async (req, res) => void res.json((await coveo.getToken(req))?.fingerprint))
    await using server = await startTestServer(app)
    const { fingerprint } = await (await fetch(`${server.url}/token`)).json()
    expect(await (await fetch(server.url)).json()).toBe(fingerprint)
    expect(coveo.tokens.peek('alice')?.fingerprint).toBe(fingerprint)
    expect(mint).toHaveBeenCalledOnce()
    await coveo.tokens.close()
  })

  it('reads no environment and runs no `shared` before its first use', async () => {
    vi.stubEnv('COVEO_ORGANIZATION_ID', undefined)
    vi.stubEnv('COVEO_API_KEY', undefined)
    const shared = vi.fn(() => {
      throw new Error('no store')
    })
    const onError = vi.fn()
    const { coveo } = setUp({ user: () => 'alice', shared, onError })
    expect(shared).not.toHaveBeenCalled()
    await using server = await startTestServer(express().use('/token', coveo.handler))
    expect((await fetch(`${server.url}/token`)).status).toBe(500)
    expect(shared).toHaveBeenCalledOnce()
    expect(onError.mock.calls[0]?.[0]).toEqual(new Error('no store'))

    const { coveo: unconfigured } = setUp({ coveo: undefined, user: () => 'alice', onError })
    await using other = await startTestServer(express().use('/token', unconfigured.handler))
    expect((await fetch(`${other.url}/token`)).status).toBe(500)
    expect(onError.mock.calls.at(-1)?.[0]).toMatchObject({ code: 'configuration' })
    vi.unstubAllEnvs()
  })

  it.each([
    [{}, /^`?grant`? must/],
    [{ grant: () => searchGrant({ userIds: [emailIdentity('a')] }) }, /^`user` must/],
    [
      { grant: () => searchGrant({ userIds: [emailIdentity('a')] }), user: () => 'a', lifetimeMs: 1 },
      /^`?lifetimeMs`? must/,
    ],
    [undefined, /^`?grant`? must/],
  ])('throws at once for wrong options: %j', (options, message) => {
    expect(() => createCoveo(options as never)).toThrow(message)
  })
})
