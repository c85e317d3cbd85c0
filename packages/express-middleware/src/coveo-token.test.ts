import type { IssuedToken } from '@coveo-token/core'
import { TokenError } from '@coveo-token/core'
import type { ErrorRequestHandler, Request, RequestHandler } from 'express'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { expressVersions } from '../test/express-versions.ts'
import { startTestServer } from '../test/test-server.ts'
import { coveoToken } from './coveo-token.ts'
import { coveoTokenEndpoint } from './coveo-token-endpoint.ts'

function fakeTokens() {
  const asked: string[] = []
  return {
    asked,
    organizationId: 'acme',
    async issue(user: string) {
      asked.push(user)
      if (user === 'trouble')
        throw new TokenError('coveo-refused', 'Coveo refused the call with status 401.', {
          status: 401,
          remedy: 'Check the key.',
        })
      const instants = { expiresAt: 9, refreshAt: 8 }
      const token: IssuedToken = { kind: 'search', token: `for-${user}`, ...instants, fingerprint: 'f', subject: 's' }
      return { ...token, outcome: 'hit' as const }
    },
    reportRejected: async () => ({ outcome: 'ignored' }),
  }
}

const answerStatus: ErrorRequestHandler = (error, _req, res, _next) => {
  res.status(error.status ?? 500).json({ code: error.code ?? 'none' })
}

describe.each(expressVersions)('coveoToken in %s', (_, express) => {
  function serve(tokens: ReturnType<typeof fakeTokens>, handler: RequestHandler) {
    const user = async (req: Request) => {
      if (req.get('x-user') === 'broken') throw new Error('no session store')
      return req.get('x-user')
    }
    return startTestServer(express().use(coveoToken({ tokens, user })).get('/', handler).use(answerStatus))
  }

  const passingErrors: RequestHandler = (req, res, next) => {
    req.coveoToken().then((issued) => res.json(issued?.token ?? null), next)
  }

  it('asks only when a handler does, and once for a request', async () => {
    const tokens = fakeTokens()
    await using idle = await startTestServer(
      express()
        .use(coveoToken({ tokens, user: () => 'alice' }))
        .get('/', (_req, res) => void res.json('idle')),
    )
    expect(await (await fetch(idle.url)).json()).toBe('idle')
    expect(tokens.asked).toEqual([])

    await using busy = await serve(tokens, async (req, res) => {
      expectTypeOf(req.coveoToken).returns.resolves.toEqualTypeOf<IssuedToken | null>()
      const both = await Promise.all([req.coveoToken(), req.coveoToken()])
      res.json(both.map((issued) => issued?.token))
    })
    expect(await (await fetch(busy.url, { headers: { 'x-user': 'alice' } })).json()).toEqual(['for-alice', 'for-alice'])
    expect(await (await fetch(busy.url, { headers: { 'x-user': 'bob' } })).json()).toEqual(['for-bob', 'for-bob'])
    expect(tokens.asked).toEqual(['alice', 'bob'])
  })

  it('is that of the user with the number 0, who is somebody, as for the endpoint', async () => {
    const { issue, ...others } = fakeTokens()
    const tokens = { ...others, issue: (user: number) => issue(`number ${user}`) }
    const app = express()
      .use('/token', coveoTokenEndpoint({ tokens, user: () => 0 }))
      .use(coveoToken({ tokens, user: () => 0 }))
      .get('/', passingErrors)
    await using server = await startTestServer(app)
    expect(await (await fetch(server.url)).json()).toBe('for-number 0')
    expect(await (await fetch(`${server.url}/token`)).json()).toMatchObject({ token: 'for-number 0' })
  })

  it('is null for nobody', async () => {
    const tokens = fakeTokens()
    await using server = await serve(tokens, passingErrors)
    expect(await (await fetch(server.url)).json()).toBe(null)
    expect(tokens.asked).toEqual([])
  })

  it('hands failures to the error handler, with the status of a server that failed', async () => {
    await using server = await serve(fakeTokens(), passingErrors)
    const refused = await fetch(server.url, { headers: { 'x-user': 'trouble' } })
    expect([refused.status, await refused.json()]).toEqual([502, { code: 'coveo-refused' }])
    const broken = await fetch(server.url, { headers: { 'x-user': 'broken' } })
    expect([broken.status, await broken.json()]).toEqual([500, { code: 'none' }])
  })
})
