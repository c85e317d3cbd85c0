// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readTokenClaims } from '../../shared/token-claims.ts'
import { answer, endpoint, make, pass, startTime, stopTime } from '../fake-endpoint.test.support.ts'
import { createHeadlessAuth, placeholderToken } from './headless-auth.ts'

const request = {
  url: 'https://acme.org.coveo.com',
  method: 'POST',
  headers: { Authorization: `Bearer ${placeholderToken}` },
}

/** Whether a promise has settled by now. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const settled = vi.fn()
  promise.then(settled, settled)
  await pass(0)
  return settled.mock.calls.length > 0
}

/** Sends six requests with one token, and renews it. */
async function renewAfterSixRequests() {
  const fetch = endpoint()
  const source = make(fetch)
  await source.getToken()
  const { preprocessRequest, renewAccessToken } = createHeadlessAuth(source)
  for (let sent = 0; sent < 6; sent++) await preprocessRequest(request)
  return { fetch, renewAccessToken, next: await renewAccessToken() }
}

describe('createHeadlessAuth', () => {
  beforeEach(startTime)
  afterEach(stopTime)

  it('starts with the current token, or with an expired one that makes Headless renew', async () => {
    const source = make(endpoint())
    expect(createHeadlessAuth(source).accessToken).toBe(placeholderToken)
    expect(readTokenClaims(placeholderToken)?.exp).toBeLessThan(Date.now() / 1_000)
    const token = await source.getToken()
    expect(createHeadlessAuth(source).accessToken).toBe(token)
  })

  it('reports a rejected token, and takes late failures of the old one for nothing else', async () => {
    const fetch = endpoint()
    const source = make(fetch)
    await source.getToken()
    const { renewAccessToken } = createHeadlessAuth(source)
    const next = await renewAccessToken()
    expect(fetch.mock.calls.map(([, { method }]) => method)).toEqual([undefined, 'POST'])
    // Two requests that were sent with the old token fail after three and after eight seconds.
    await pass(3_000)
    expect(await renewAccessToken()).toBe(next)
    await pass(5_000)
    expect(await renewAccessToken()).toBe(next)
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  it('reports a token that Coveo rejects right after it replaced the placeholder', async () => {
    const fetch = endpoint()
    const { renewAccessToken } = createHeadlessAuth(make(fetch))
    const first = await renewAccessToken()
    await pass(100)
    expect(await renewAccessToken()).not.toBe(first)
    expect(fetch.mock.calls.map(([, { method }]) => method)).toEqual([undefined, 'POST'])
  })

  it('reports a new token that Coveo rejects, and no third one within a minute', async () => {
    const fetch = endpoint()
    const source = make(fetch)
    await source.getToken()
    const { renewAccessToken } = createHeadlessAuth(source)
    for (let call = 0; call < 12; call++) {
      await renewAccessToken()
      await pass(100)
    }
    expect(fetch.mock.calls.map(([, { method }]) => method)).toEqual([undefined, 'POST', 'POST'])
  })

  it('takes as many late failures as requests were sent with the old token', async () => {
    const { fetch, renewAccessToken, next } = await renewAfterSixRequests()
    for (let late = 0; late < 5; late++) {
      await pass(600)
      expect(await renewAccessToken()).toBe(next)
    }
    expect(fetch.mock.calls.map(([, { method }]) => method)).toEqual([undefined, 'POST'])
    // No request with the old token is left: this failure is one of the new token.
    await pass(600)
    expect(await renewAccessToken()).not.toBe(next)
    expect(fetch.mock.calls.map(([, { method }]) => method)).toEqual([undefined, 'POST', 'POST'])
  })

  it('reports a token that Coveo rejected for sure at once, also where other failures are expected', async () => {
    const { fetch, renewAccessToken, next } = await renewAfterSixRequests()
    expect(await renewAccessToken(next)).not.toBe(next)
    expect(fetch.mock.calls.map(([, { method }]) => method)).toEqual([undefined, 'POST', 'POST'])
  })

  it('returns the current token where the report of a rejected one fails', async () => {
    const fetch = endpoint(({ method }) => (method === 'POST' ? new Response('', { status: 503 }) : answer()))
    const source = make(fetch)
    const token = await source.getToken()
    const renewed = createHeadlessAuth(source).renewAccessToken(token)
    await pass(10_000)
    expect(await renewed).toBe(token)
    expect(fetch.mock.calls.map(([, { method }]) => method)).toContain('POST')
  })

  it('waits for the next sign-in where the report of a rejected token meets a signed-out user', async () => {
    let isSignedIn = true
    const source = make(endpoint(() => (isSignedIn ? answer() : new Response('{}', { status: 401 }))))
    const token = await source.getToken()
    isSignedIn = false
    const renewed = createHeadlessAuth(source).renewAccessToken(token)
    await pass(10_000)
    expect(await isSettled(renewed)).toBe(false)
    isSignedIn = true
    const next = await source.renew()
    expect(await renewed).toBe(next)
  })

  it('holds a loop of Headless that would not end by itself, until the token may be reported again', async () => {
    const fetch = endpoint()
    const source = make(fetch)
    await source.getToken()
    const { renewAccessToken } = createHeadlessAuth(source)
    let calls = 0
    let isStopped = false
    void (async () => {
      while (!isStopped) {
        await renewAccessToken()
        calls++
        // Coveo takes longer to reject a token than Headless counts attempts.
        await new Promise((resolve) => setTimeout(resolve, 700))
      }
    })()
    for (let second = 0; second < 50; second++) await pass(1_000)
    expect(calls).toBeLessThanOrEqual(16)
    expect(fetch.mock.calls.map(([, { method }]) => method)).toEqual([undefined, 'POST', 'POST'])
    for (let second = 0; second < 11; second++) await pass(1_000)
    expect(fetch.mock.calls.map(([, { method }]) => method)).toEqual([undefined, 'POST', 'POST', 'POST'])
    isStopped = true
  })

  it('ends the hold as soon as the source has another token', async () => {
    const source = make(endpoint())
    await source.getToken()
    const { renewAccessToken } = createHeadlessAuth(source)
    for (let call = 0; call < 12; call++) {
      await renewAccessToken()
      await pass(100)
    }
    const held = renewAccessToken()
    await pass(1_000)
    expect(await isSettled(held)).toBe(false)
    const token = await source.renew()
    expect(await held).toBe(token)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('sends one request for any number of calls at once', async () => {
    const fetch = endpoint()
    const { renewAccessToken } = createHeadlessAuth(make(fetch))
    const tokens = await Promise.all([renewAccessToken(), renewAccessToken(), renewAccessToken()])
    expect(new Set(tokens).size).toBe(1)
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it('reports a token that Coveo rejects while an earlier call is about to return it', async () => {
    const fetch = endpoint()
    const source = make(fetch)
    const current = await source.getToken()
    await pass(60_000)
    // One call before the rejection, and two after it.
    const { renewAccessToken } = createHeadlessAuth(source, { engineToken: () => 'another' })
    const [early, first, second] = [renewAccessToken(), renewAccessToken(current), renewAccessToken(current)]
    expect(await early).toBe(current)
    const next = await first
    expect(next).not.toBe(current)
    expect(await second).toBe(next)
    expect(fetch.mock.calls.map(([, { method }]) => method)).toEqual([undefined, 'POST'])
  })

  it('returns the current token after 1.5 seconds where a renewal hangs', async () => {
    let hangs = false
    const source = make(
      endpoint(() => (hangs ? new Promise<Response>(() => {}) : answer({ expiresIn: 600, refreshIn: 590 }))),
    )
    const token = await source.getToken()
    const { renewAccessToken } = createHeadlessAuth(source, { engineToken: () => placeholderToken })
    await pass(540_000)
    hangs = true
    const renewed = renewAccessToken()
    await pass(1_499)
    expect(await isSettled(renewed)).toBe(false)
    await pass(1)
    expect(await renewed).toBe(token)
  })

  it('waits for the next sign-in while the user is signed out', async () => {
    let isSignedIn = false
    const source = make(endpoint(() => (isSignedIn ? answer() : new Response('{}', { status: 401 }))))
    const auth = createHeadlessAuth(source)
    const [renewed, sent] = [auth.renewAccessToken(), auth.preprocessRequest(request)]
    await pass(600_000)
    expect(await isSettled(Promise.race([renewed, sent]))).toBe(false)
    isSignedIn = true
    const token = await source.renew()
    expect(await renewed).toBe(token)
    expect(await sent).toEqual({ ...request, headers: { Authorization: `Bearer ${token}` } })
  })

  it('holds the requests of an engine after a sign-out, and sends none with the token of the old user', async () => {
    let user = 'alice'
    const source = make(endpoint(() => answer({}, user)))
    const alice = await source.getToken()
    const { preprocessRequest } = createHeadlessAuth(source)
    const search = { ...request, headers: { Authorization: `Bearer ${alice}`, 'Content-Type': 'application/json' } }
    expect(await preprocessRequest(search)).toEqual(search)
    source.signOut()
    user = 'bob'
    const held = preprocessRequest(search)
    const bob = await source.renew()
    expect((await held).headers).toEqual({ Authorization: `Bearer ${bob}`, 'Content-Type': 'application/json' })
  })

  it.each([
    ['the endpoint is wrong', (source: ReturnType<typeof make>) => source.getToken().catch(() => {})],
    ['the source was disposed of', async (source: ReturnType<typeof make>) => source.dispose()],
  ])('rejects where %s', async (_name, prepare) => {
    const source = make(endpoint(() => new Response('', { status: 404 })))
    await prepare(source)
    await expect(createHeadlessAuth(source).renewAccessToken()).rejects.toMatchObject({ name: 'TokenError' })
  })

  it('leaves a source that was disposed of as it is', async () => {
    const fetch = endpoint()
    const source = make(fetch)
    source.dispose()
    await expect(createHeadlessAuth(source).renewAccessToken()).rejects.toMatchObject({ code: 'disposed' })
    expect(fetch).not.toHaveBeenCalled()
  })

  it('rejects a call that waits when the source is disposed of', async () => {
    const source = make(endpoint(() => new Response('{}', { status: 401 })))
    const waiting = expect(createHeadlessAuth(source).renewAccessToken()).rejects.toMatchObject({ code: 'disposed' })
    await pass(1_000)
    source.dispose()
    await waiting
  })
})
