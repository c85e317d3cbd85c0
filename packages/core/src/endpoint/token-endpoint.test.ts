import { describe, expect, it, vi } from 'vitest'
import type { IssueResult } from '../issuing/issued-token.ts'
import { TokenError } from '../shared/token-error.ts'
import { createContractTokens } from '../testing/contract-tokens.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'
import { rejectionReport } from '../testing/rejection-report.ts'
import type { EndpointRequest } from './endpoint-exchange.ts'
import { getRequest } from './get-request.test.fixture.ts'
import { createTokenEndpoint } from './token-endpoint.ts'

describe('createTokenEndpoint', () => {
  it('reads nothing of the issuer before the first request', async () => {
    const organizationId = vi.fn(() => 'acme')
    const issued: IssueResult = {
      kind: 'search',
      token: 'a.b.c',
      expiresAt: 3_600_000,
      refreshAt: 2_880_000,
      fingerprint: 'f',
      subject: 's',
      outcome: 'mint',
    }
    const endpoint = createTokenEndpoint<string>({
      tokens: {
        get organizationId() {
          return organizationId()
        },
        now: () => 0,
        issue: async () => issued,
        reportRejected: async () => ({ outcome: 'dropped' }),
      },
      user: () => 'alice',
    })
    expect(organizationId).not.toHaveBeenCalled()
    const response = await endpoint.handle(getRequest, undefined)
    expect(JSON.parse(response.body)).toMatchObject({ organizationId: 'acme', expiresIn: 3600 })
  })

  describe('refusals in words', () => {
    const tokens = createContractTokens(() => 0)
    const detailOf = async (user: () => string | null, part: Partial<EndpointRequest>) =>
      JSON.parse(
        (await createTokenEndpoint<string>({ tokens, user }).handle({ ...getRequest, ...part }, undefined)).body,
      ).detail

    it('requests a sign-in from a signed-out page', async () => {
      expect(await detailOf(() => null, {})).toBe('Sign in, then request the token again.')
    })

    it('names the list of variants to a page with an unknown one', async () => {
      const query = () => ['sales']
      expect(await detailOf(() => 'alice', { query })).toBe(
        'The query must name one of `variants` of the server, once.',
      )
    })

    it('names the time of the next attempt to a page that reports too often', async () => {
      tokens.rejection = { outcome: 'limited', retryAfterMs: 1_000 }
      const { body, headers } = rejectionReport
      const header = (name: string) => (name === 'content-type' ? headers[name] : undefined)
      expect(await detailOf(() => 'alice', { method: 'POST', body: () => body, header })).toBe(
        'Retry after the time in Retry-After.',
      )
    })
  })

  it('refuses every variant where the issuer has none', async () => {
    const tokens = { ...createContractTokens(() => 0), variants: undefined }
    const endpoint = createTokenEndpoint<string>({ tokens, user: () => 'alice' })
    const response = await endpoint.handle({ ...getRequest, query: () => ['support'] }, undefined)
    expect([response.status, JSON.parse(response.body).code]).toEqual([400, 'bad-request'])
  })

  it('sends the headers of a preflight with a preflight only', async () => {
    const allowedOrigins = ['https://shop.example']
    const tokens = createContractTokens(() => 0)
    const endpoint = createTokenEndpoint<string>({ tokens, user: () => 'alice', allowedOrigins })
    const header = (name: string) => (name === 'origin' ? 'https://shop.example' : undefined)
    const namesFor = async (method: string) =>
      Object.keys((await endpoint.handle({ ...getRequest, method, header }, undefined)).headers)
    expect(await namesFor('OPTIONS')).toContain('Access-Control-Allow-Methods')
    for (const method of ['GET', 'HEAD']) {
      const names = await namesFor(method)
      expect(names).toContain('Access-Control-Allow-Origin')
      expect(names.filter((name) => /Allow-(Methods|Headers)|Max-Age/.test(name))).toEqual([])
    }
  })

  it('responds 500 to any thrown value, also to one whose properties throw', async () => {
    const circular: { self?: unknown } = {}
    circular.self = circular
    const revoked = Proxy.revocable({}, {})
    revoked.revoke()
    const unreadable = Object.defineProperty(new Error('no'), 'name', {
      get() {
        throw new Error('not even that')
      },
    })
    const frozen = Object.freeze(new Error('no'))
    for (const thrown of [undefined, null, 0n, Symbol('s'), circular, frozen, unreadable, revoked.proxy]) {
      const onError = vi.fn()
      const endpoint = createTokenEndpoint<string>({
        tokens: {
          organizationId: 'acme',
          issue: () => Promise.reject(thrown),
          reportRejected: () => Promise.reject(thrown),
        },
        user: () => 'alice',
        onError,
      })
      const response = await endpoint.handle(getRequest, undefined)
      expect([response.status, JSON.parse(response.body).code]).toEqual([500, 'internal'])
      expect(onError).toHaveBeenCalledOnce()
    }
  })

  describe('refused origins', () => {
    function setUp(onError?: (error: unknown) => void) {
      const { now, advance } = createFakeClock()
      vi.spyOn(Date, 'now').mockImplementation(now)
      const endpoint = createTokenEndpoint<string>({ tokens: issuerUnderTest().tokens, user: () => 'a', onError })
      const refuse = async (origin: string) => {
        const header = (name: string) => (name === 'origin' ? origin : undefined)
        expect((await endpoint.handle({ ...getRequest, header }, undefined)).status).toBe(403)
      }
      return { refuse, advance }
    }

    it('logs an origin each minute, also after many other ones', async () => {
      const lines: string[] = []
      vi.spyOn(console, 'error').mockImplementation((line) => void lines.push(line))
      const { refuse, advance } = setUp()
      const own = () => lines.filter((line) => line.includes('https://www.app.example')).length
      for (let at = 0; at < 200; at += 1) await refuse(`https://x${at}.example`)
      expect(lines.length).toBeLessThanOrEqual(10)
      await advance(60_000)
      await refuse('https://www.app.example')
      await refuse('https://www.app.example')
      expect(own()).toBe(1)
      await advance(60_000)
      await refuse('https://www.app.example')
      expect(own()).toBe(2)
    })

    it('calls `onError` for an origin once a minute, and at most a hundred times', async () => {
      const onError = vi.fn()
      const { refuse, advance } = setUp(onError)
      for (let at = 0; at < 200; at += 1) await refuse(`https://x${at % 150}.example`)
      expect(onError).toHaveBeenCalledTimes(100)
      await advance(60_000)
      await refuse('https://www.app.example')
      expect(onError).toHaveBeenCalledTimes(101)
    })
  })

  it('logs why `user` failed, with the whole chain of causes', async () => {
    const lines: unknown[] = []
    vi.spyOn(console, 'error').mockImplementation((line) => void lines.push(line))
    const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:6398'), { code: 'ECONNREFUSED' })
    const endpoint = createTokenEndpoint<string>({
      tokens: issuerUnderTest().tokens,
      user: () => Promise.reject(new TypeError('fetch failed', { cause: refused })),
    })
    expect((await endpoint.handle(getRequest, undefined)).status).toBe(500)
    expect(lines).toEqual([
      expect.stringMatching(/`user` or `shared` threw TypeError: fetch failed[\s\S]*ECONNREFUSED 127\.0\.0\.1:6398/),
    ])
  })

  it.each([
    ['reports', undefined, 1],
    ['reports', new AbortController().signal, 1],
    ['does not report', AbortSignal.abort(), 0],
  ])('%s an abort within `user` where the signal of the request is %o', async (_, signal, reports) => {
    const onError = vi.fn()
    const aborted = new TokenError('aborted', 'The caller aborted the call to Coveo.', { remedy: 'Call again.' })
    const { tokens } = issuerUnderTest()
    const endpoint = createTokenEndpoint<string>({ tokens, user: () => Promise.reject(aborted), onError })
    expect((await endpoint.handle({ ...getRequest, signal }, undefined)).status).toBe(503)
    expect(onError).toHaveBeenCalledTimes(reports)
  })

  it('logs why `grant` failed, with the whole chain of causes', async () => {
    const lines: unknown[] = []
    vi.spyOn(console, 'error').mockImplementation((line) => void lines.push(line))
    const refused = new Error('connect ECONNREFUSED 127.0.0.1:6398')
    const grant = () => Promise.reject(new TypeError('fetch failed', { cause: refused }))
    const endpoint = createTokenEndpoint<string>({ tokens: issuerUnderTest({ grant }).tokens, user: () => 'a' })
    expect((await endpoint.handle(getRequest, undefined)).status).toBe(500)
    expect(lines).toEqual([expect.stringMatching(/`grant`[\s\S]*fetch failed[\s\S]*ECONNREFUSED 127\.0\.0\.1:6398/)])
  })

  describe('with a token that is about to expire', () => {
    function setUp() {
      const under = issuerUnderTest()
      const errors: unknown[] = []
      const endpoint = createTokenEndpoint<string>({
        tokens: under.tokens,
        user: () => 'asmith@example.com',
        onError: (error) => void errors.push(error),
      })
      return { ...under, errors, get: () => endpoint.handle(getRequest, undefined) }
    }
    const failure = new TokenError('coveo-server-error', 'Coveo responded 500.', { remedy: 'Retry.', retryable: true })

    it.each([
      [2_500, 200, []],
      [1_500, 503, ['coveo-server-error']],
    ])('with %i ms left and a failing mint, responds %i', async (remainingMs, status, codes) => {
      const { get, clock, coveo, errors } = setUp()
      const { expiresIn } = JSON.parse((await get()).body)
      await clock.advance(expiresIn * 1_000 - remainingMs)
      coveo.respondWith(() => Promise.reject(failure))
      const response = await get()
      expect([response.status, errors.map((error) => (error as TokenError).code)]).toEqual([status, codes])
      if (status === 200) expect(JSON.parse(response.body).expiresIn).toBe(2)
    })

    it('responds 503 if Coveo mints such a token, and reports that', async () => {
      const { get, coveo, errors } = setUp()
      coveo.respondWith(() => ({ token: 'a.b.c', remainingMs: 1_900, lifetimeMs: 1_900 }))
      expect((await get()).status).toBe(503)
      expect(errors).toMatchObject([
        { code: 'coveo-bad-response', message: expect.stringContaining('expires within 2000 ms') },
      ])
    })
  })
})
