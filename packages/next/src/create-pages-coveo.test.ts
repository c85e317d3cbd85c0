import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { TokenError } from '@coveo-token/core'
import { createFakeCoveo } from '@coveo-token/core/testing'
import type { NextApiRequest, NextApiResponse } from 'next'
import { createMocks } from 'node-mocks-http'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  anonymousIdentity,
  type CoveoOptions,
  createCoveo,
  emailIdentity,
  type PagesCoveo,
  searchGrant,
} from './pages.ts'

const opened: PagesCoveo<string>[] = []

function setUp(options: Partial<CoveoOptions<string>> = {}) {
  const fake = createFakeCoveo()
  const errors: unknown[] = []
  const user = vi.fn((_req: unknown, _res: unknown): string | null => 'asmith@example.com')
  const coveo = createCoveo<string>({
    coveo: fake,
    user,
    grant: (email) => searchGrant({ userIds: [emailIdentity(email)] }),
    onError: (error) => void errors.push(error),
    ...options,
  })
  opened.push(coveo)
  return { coveo, fake, errors, user }
}

function mocks(init: Parameters<typeof createMocks>[0] = {}) {
  return createMocks<NextApiRequest, NextApiResponse>(init)
}

async function fetchOnce(listener: RequestListener): Promise<Response> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/coveo-token`)
  server.closeAllConnections()
  server.close()
  return response
}

describe('createCoveo of the Pages Router', () => {
  afterEach(async () => {
    for (const coveo of opened.splice(0)) await coveo.tokens.close()
  })

  it('passes `res` to `user`, which may set cookies', async () => {
    const { coveo } = setUp({
      user: (_req, res) => {
        res.setHeader('Set-Cookie', 'session=prolonged')
        return 'asmith@example.com'
      },
    })
    const response = await fetchOnce((req, res) => coveo.handler(req as NextApiRequest, res as NextApiResponse))
    expect([response.status, response.headers.getSetCookie()]).toEqual([200, ['session=prolonged']])
  })

  it('issues the token of a variant, or of a guest where guests are allowed', async () => {
    const coveo = createCoveo({
      coveo: createFakeCoveo(),
      user: (req) => req.headers['x-user']?.toString(),
      variants: ['support', 'community'],
      grant: (user, variant) => searchGrant({ userIds: [emailIdentity(user)], searchHub: variant }),
      guest: (variant) => searchGrant({ userIds: [anonymousIdentity()], searchHub: variant }),
    })
    const signedIn = mocks({ headers: { 'x-user': 'asmith@example.com' } })
    const signedOut = mocks({ url: '/api/coveo-token?variant=community' })
    const user = await coveo.getTokenProps(signedIn.req, signedIn.res, { variant: 'community' })
    const guest = await coveo.getTokenProps(signedOut.req, signedOut.res, { variant: 'community' })
    expect(user.initialToken).not.toHaveProperty('guest')
    expect(guest.initialToken).toMatchObject({ guest: true })
    expect(guest.initialToken?.subject).not.toBe(user.initialToken?.subject)
    expect((await coveo.getToken(signedOut.req, signedOut.res))?.token).not.toBe(guest.initialToken?.token)
    await coveo.handler(signedOut.req, signedOut.res)
    expect(signedOut.res._getJSONData()).toMatchObject({ token: guest.initialToken?.token, guest: true })
    await coveo.tokens.close()
  })

  it('returns props that Next can serialize, with the session key of the user if it is an option', async () => {
    for (const sessionKey of [undefined, (user: string | null) => `key-of-${user}`]) {
      const { coveo } = setUp({ sessionKey })
      const { req, res } = mocks()
      const props = await coveo.getTokenProps(req, res)
      // Next throws for a property that is undefined.
      expect(JSON.parse(JSON.stringify(props))).toStrictEqual(props)
      expect(props.initialToken?.sessionKey).toBe(sessionKey?.('asmith@example.com'))
      await coveo.handler(req, res)
      expect(res._getJSONData().sessionKey).toBe(sessionKey?.('asmith@example.com'))
    }
  })

  it('handles mock requests', async () => {
    const { coveo } = setUp()
    const get = mocks()
    await coveo.handler(get.req, get.res)
    expect(get.res.statusCode).toBe(200)
    const { fingerprint } = JSON.parse(get.res._getData())
    const report = mocks({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: { rejected: fingerprint },
    })
    await coveo.handler(report.req, report.res)
    expect(report.res.statusCode).toBe(200)
    expect(JSON.parse(report.res._getData()).fingerprint).not.toBe(fingerprint)
    const empty = mocks({ method: 'POST', headers: { 'content-type': 'application/json' } })
    await coveo.handler(empty.req, empty.res)
    expect(empty.res.statusCode).toBe(400)
  })

  it('keeps to `allowedHosts`', async () => {
    const { coveo, errors } = setUp({ allowedHosts: ['app.example'] })
    const { req, res } = mocks({ headers: { host: 'evil.example', 'x-forwarded-host': 'app.example' } })
    await coveo.handler(req, res)
    expect(res.statusCode).toBe(403)
    expect(errors).toMatchObject([{ code: 'forbidden-origin' }])
  })

  describe('getTokenProps', () => {
    it('resolves with serializable props, and runs `user` once per request', async () => {
      const { coveo, user } = setUp()
      const { req, res } = mocks()
      const [issued, props] = await Promise.all([coveo.getToken(req, res), coveo.getTokenProps(req, res)])
      expect(props.initialToken).toMatchObject({ token: issued?.token, fingerprint: issued?.fingerprint })
      expect(JSON.parse(JSON.stringify(props))).toEqual(props)
      expect(user.mock.calls).toEqual([[req, res]])
    })

    it('resolves with null when signed out', async () => {
      const { coveo } = setUp({ user: () => null })
      const { req, res } = mocks()
      expect(await coveo.getTokenProps(req, res)).toEqual({ initialToken: null })
      expect(await coveo.getToken(req, res)).toBe(null)
    })

    it('resolves with no token if Coveo returns none, and reports the error', async () => {
      const { coveo, fake, errors } = setUp()
      fake.respondWith(() =>
        Promise.reject(new TokenError('coveo-refused', 'Refused.', { status: 401, remedy: 'None.' })),
      )
      const { req, res } = mocks()
      expect(await coveo.getTokenProps(req, res)).toEqual({})
      expect(errors).toMatchObject([{ code: 'coveo-refused', status: 502 }])
      await expect(coveo.getToken(req, res)).rejects.toMatchObject({ code: 'coveo-refused', status: 502 })
    })

    it('rejects if `user` throws', async () => {
      const { coveo } = setUp({ user: () => Promise.reject(new Error('no session store')) })
      const { req, res } = mocks()
      await expect(coveo.getTokenProps(req, res)).rejects.toThrow('no session store')
    })
  })
})
