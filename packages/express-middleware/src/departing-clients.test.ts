import { createTokenIssuer, type Grant, isTokenError, searchGrant } from '@coveo-token/core'
import { createFakeCoveo } from '@coveo-token/core/testing'
import { describe, expect, it, vi } from 'vitest'
import { expressVersions } from '../test/express-versions.ts'
import { sendRaw } from '../test/raw-request.ts'
import { startTestServer } from '../test/test-server.ts'
import { coveoTokenEndpoint } from './coveo-token-endpoint.ts'

/** A promise and the function that settles it. */
function later<Value>() {
  let settle: (value: Value) => void = () => {}
  const promise = new Promise<Value>((resolve) => {
    settle = resolve
  })
  return { promise, settle }
}

describe.each(expressVersions)('coveoTokenEndpoint in %s', (_, express) => {
  /** An endpoint whose session store or grant resolves when the test calls `give`. */
  async function startEndpoint(waitsFor: 'user' | 'grant') {
    const coveo = createFakeCoveo()
    const [reached, gone, given] = [later<void>(), later<void>(), later<void>()]
    async function slowly<Value>(value: Value): Promise<Value> {
      reached.settle()
      await given.promise
      return value
    }
    const grant = (name: string): Grant => searchGrant({ userIds: [{ name, provider: 'p' }] })
    const issuer = createTokenIssuer<string>({
      coveo,
      grant: (name) => (waitsFor === 'grant' ? slowly(grant(name)) : grant(name)),
    })
    const tokens = { ...issuer, issue: vi.fn(issuer.issue) }
    const onError = vi.fn()
    const user = () => (waitsFor === 'user' ? slowly('alice') : 'alice')
    const app = express()
      .use((_req, res, next) => {
        res.once('close', gone.settle)
        next()
      })
      .use('/token', coveoTokenEndpoint({ tokens, user, onError }))
    const server = await startTestServer(app)

    async function requestAndDisconnect() {
      const client = new AbortController()
      const request = fetch(`${server.url}/token`, { signal: client.signal }).catch(() => 'disconnected')
      await reached.promise
      client.abort()
      expect(await request).toBe('disconnected')
      await gone.promise
    }
    return { ...server, coveo, tokens, onError, requestAndDisconnect, give: given.settle }
  }

  it('stops waiting for a token when the client disconnects during a slow grant', async () => {
    await using endpoint = await startEndpoint('grant')
    await endpoint.requestAndDisconnect()
    const error = await endpoint.tokens.issue.mock.results[0]?.value.catch((thrown: unknown) => thrown)
    expect(isTokenError(error) && error.code).toBe('aborted')
    endpoint.give()
    expect((await fetch(`${endpoint.url}/token`)).status).toBe(200)
    expect(endpoint.coveo.mints).toHaveLength(1)
    expect(endpoint.onError).not.toHaveBeenCalled()
  })

  it('does not mint for a client that disconnected while `user` ran', async () => {
    await using endpoint = await startEndpoint('user')
    await endpoint.requestAndDisconnect()
    endpoint.give()
    await vi.waitFor(() => expect(endpoint.tokens.issue).toHaveBeenCalledOnce())
    const error = await endpoint.tokens.issue.mock.results[0]?.value.catch((thrown: unknown) => thrown)
    expect(isTokenError(error) && error.code).toBe('aborted')
    expect(endpoint.coveo.mints).toHaveLength(0)
    expect(endpoint.onError).not.toHaveBeenCalled()
  })

  it('responds to other requests while `user` of one request never settles', async () => {
    const never = new Promise<string>(() => {})
    const coveo = createFakeCoveo()
    const tokens = createTokenIssuer<string>({
      coveo,
      grant: (name) => searchGrant({ userIds: [{ name, provider: 'p' }] }),
    })
    const reached = later<void>()
    function user(cookie: string | undefined): string | Promise<string> {
      reached.settle()
      return cookie ?? never
    }
    const endpoint = coveoTokenEndpoint({ tokens, user: (req) => user(req.headers.cookie) })
    await using server = await startTestServer(express().use('/token', endpoint))
    const client = new AbortController()
    const stuck = fetch(`${server.url}/token`, { signal: client.signal }).catch(() => 'disconnected')
    await reached.promise
    client.abort()
    expect(await stuck).toBe('disconnected')
    expect((await fetch(`${server.url}/token`, { headers: { cookie: 'alice' } })).status).toBe(200)
  })

  it('refuses every origin where the request names no host', async () => {
    const tokens = createTokenIssuer<string>({
      coveo: createFakeCoveo(),
      grant: (name) => searchGrant({ userIds: [{ name, provider: 'p' }] }),
    })
    const endpoint = coveoTokenEndpoint({ tokens, user: () => 'alice', onError: () => {} })
    await using server = await startTestServer(express().use('/token', endpoint))
    const send = (lines: string) => sendRaw({ port: server.port, text: `GET /token HTTP/1.0\r\n${lines}\r\n` })
    expect((await send('')).status).toBe(200)
    for (const origin of ['http://undefined', 'http://', 'http://localhost', 'null', '']) {
      const { status, body } = await send(`Origin: ${origin}\r\nSec-Fetch-Site: same-origin\r\n`)
      expect([origin, status, JSON.parse(body).code]).toEqual([origin, 403, 'forbidden-origin'])
    }
  })
})
