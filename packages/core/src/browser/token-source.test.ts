// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import './endpoint-fault.ts'
import { createTokenSource } from './token-source.ts'
import type { TokenSource, TokenSourceOptions } from './token-source-contract.ts'

const hour = { expiresIn: 3480, refreshIn: 2710 }

let minted: number
let made: TokenSource[]

function jwt(user: string, count: number) {
  return `${btoa('{}')}.${btoa(JSON.stringify({ userIds: [{ name: user }], count })).replace(/=+$/, '')}.sig`
}

function answer(changes: object = {}, user = 'alice') {
  minted++
  const token = jwt(user, minted)
  return Response.json({
    token,
    kind: 'search',
    organizationId: 'acme',
    fingerprint: `f${minted}`,
    ...hour,
    ...changes,
  })
}

function endpoint(reply: (init: RequestInit) => Response | Promise<Response> = () => answer()) {
  return vi.fn(async (_url: string, init: RequestInit) => reply(init))
}

function make(fetch: ReturnType<typeof endpoint>, options: Partial<TokenSourceOptions> = {}) {
  const source = createTokenSource({ endpoint: '/api/coveo-token', fetch, random: () => 0.999, ...options })
  made.push(source)
  return source
}

async function pass(ms: number) {
  await vi.advanceTimersByTimeAsync(ms)
  await vi.dynamicImportSettled()
  await vi.advanceTimersByTimeAsync(0)
}

function setVisibility(state: 'hidden' | 'visible') {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state)
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
}

describe('createTokenSource', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    minted = 0
    made = []
  })
  afterEach(() => {
    for (const source of made) source.dispose()
    vi.useRealTimers()
  })

  it('asks nothing before someone wants the token', async () => {
    const fetch = endpoint()
    const source = make(fetch)
    await pass(60_000)
    expect(fetch).not.toHaveBeenCalled()
    expect(source.getSnapshot().status).toBe('loading')
  })

  it('asks once, however many ask for the token', async () => {
    const fetch = endpoint()
    const source = make(fetch)
    const tokens = await Promise.all([source.getToken(), source.getToken(), source.getToken()])
    expect(new Set(tokens).size).toBe(1)
    expect(fetch).toHaveBeenCalledTimes(1)
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', origin: 'network', renewals: 0, epoch: 0 })
  })

  it('renews when the endpoint said so, and only once', async () => {
    const fetch = endpoint()
    const source = make(fetch)
    source.subscribe(() => {})
    await pass(2_705_000)
    expect(fetch).toHaveBeenCalledTimes(1)
    await pass(10_000)
    expect(fetch).toHaveBeenCalledTimes(2)
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', fingerprint: 'f2', renewals: 1, epoch: 0 })
  })

  it('counts the life of a token from the moment it was asked for', async () => {
    const source = make(endpoint(() => new Promise((resolve) => setTimeout(() => resolve(answer()), 8_000))))
    const start = Date.now()
    source.subscribe(() => {})
    await pass(9_000)
    expect(source.getSnapshot().expiresAt).toBe(start + 3_480_000)
    expect(source.getSnapshot().refreshAt).toBe(start + 2_710_000)
  })

  it.each([3_600_000, -3_600_000])('is not misled by a clock that is off by %i ms', async (skew) => {
    const real = Date.now
    const fetch = endpoint()
    const source = make(fetch, { now: () => real() + skew })
    source.subscribe(() => {})
    await pass(2_705_000)
    expect(fetch).toHaveBeenCalledTimes(1)
    await pass(10_000)
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  it('renews once after a sleep that stopped every timer', async () => {
    const fetch = endpoint()
    let slept = 0
    const source = make(fetch, { now: () => Date.now() + slept })
    source.subscribe(() => {})
    await pass(1_000)
    slept = 8 * 3_600_000
    await pass(5_000)
    expect(fetch).toHaveBeenCalledTimes(2)
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', fingerprint: 'f2' })
  })

  it('never hands out a token that ended while the machine slept', async () => {
    let slept = 0
    const fetch = endpoint()
    const source = make(fetch, { now: () => Date.now() + slept })
    const first = await source.getToken()
    slept = 2 * 3_600_000
    expect(await source.getToken()).not.toBe(first)
  })

  it('stops its timers in a hidden tab, and looks again when the tab is shown', async () => {
    const fetch = endpoint()
    const source = make(fetch)
    source.subscribe(() => {})
    await pass(10)
    setVisibility('hidden')
    expect(vi.getTimerCount()).toBe(0)
    vi.setSystemTime(Date.now() + 3_000_000)
    setVisibility('visible')
    await pass(10)
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  it('asks again as soon as the network is back', async () => {
    let online = false
    const fetch = endpoint(() => (online ? answer() : Promise.reject(new TypeError('Failed to fetch'))))
    const source = make(fetch)
    source.subscribe(() => {})
    await pass(20_000)
    const tries = fetch.mock.calls.length
    expect(tries).toBeLessThanOrEqual(6)
    expect(source.getSnapshot()).toMatchObject({ status: 'error', error: { code: 'endpoint-unreachable' } })
    online = true
    window.dispatchEvent(new Event('online'))
    await pass(10)
    expect(fetch).toHaveBeenCalledTimes(tries + 1)
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', error: undefined })
  })

  it('really waits between failures: one, two, four seconds, up to a minute', async () => {
    const times: number[] = []
    const fetch = endpoint(() => {
      times.push(Date.now())
      return new Response('', { status: 500 })
    })
    make(fetch).subscribe(() => {})
    for (let second = 0; second < 300; second++) await pass(1_000)
    const gaps = times.slice(1).map((time, at) => Math.round((time - (times[at] ?? 0)) / 1_000))
    expect(gaps.slice(0, 6)).toEqual([1, 2, 4, 8, 16, 32])
    expect(Math.max(...gaps)).toBeLessThanOrEqual(61)
    expect(fetch.mock.calls.length).toBeLessThanOrEqual(11)
  })

  it('answers from the pause, without a request, while it waits', async () => {
    const fetch = endpoint(() => new Response('', { status: 500 }))
    const source = make(fetch)
    await expect(source.getToken()).rejects.toMatchObject({ code: 'endpoint-failed' })
    for (let call = 0; call < 20; call++)
      await expect(source.getToken()).rejects.toMatchObject({ code: 'endpoint-failed' })
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it('obeys Retry-After, even when asked to renew', async () => {
    const fetch = endpoint(() => new Response('', { status: 503, headers: { 'retry-after': '30' } }))
    const source = make(fetch)
    source.subscribe(() => {})
    await pass(29_000)
    await expect(source.renew()).rejects.toMatchObject({ status: 503 })
    window.dispatchEvent(new Event('online'))
    await pass(10)
    expect(fetch).toHaveBeenCalledTimes(1)
    await pass(6_000)
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  it('asks a broken endpoint once, and again only when told or woken', async () => {
    const fetch = endpoint(() => new Response('<p>Hello', { headers: { 'content-type': 'text/html' } }))
    const source = make(fetch)
    source.subscribe(() => {})
    await pass(600_000)
    expect(fetch).toHaveBeenCalledTimes(1)
    expect(source.getSnapshot()).toMatchObject({ status: 'error', error: { code: 'endpoint-not-json' } })
    setVisibility('visible')
    await pass(10)
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  it('keeps a usable token while renewing fails, and drops it when it ends', async () => {
    let broken = false
    const source = make(endpoint(() => (broken ? new Response('', { status: 500 }) : answer())))
    source.subscribe(() => {})
    await pass(10)
    const { token } = source.getSnapshot()
    broken = true
    for (let minute = 0; minute < 50; minute++) await pass(60_000)
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', token, error: { code: 'endpoint-failed' } })
    expect(await source.getToken()).toBe(token)
    for (let minute = 0; minute < 10; minute++) await pass(60_000)
    expect(source.getSnapshot()).toMatchObject({ status: 'error' })
    expect(source.getSnapshot().token).toBeUndefined()
  })

  it('is signed out by 401, and does not ask again by itself', async () => {
    let signedIn = true
    const fetch = endpoint(() => (signedIn ? answer() : new Response('{}', { status: 401 })))
    const source = make(fetch)
    source.subscribe(() => {})
    await pass(10)
    signedIn = false
    await expect(source.renew()).rejects.toMatchObject({ code: 'not-authenticated', status: 401 })
    expect(source.getSnapshot()).toMatchObject({ status: 'signed-out', epoch: 1 })
    expect(source.getSnapshot().token).toBeUndefined()
    await pass(7_200_000)
    expect(fetch).toHaveBeenCalledTimes(2)
    signedIn = true
    await source.renew()
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', epoch: 1, renewals: 0 })
  })

  it('drops an answer that arrives after sign-out', async () => {
    let release = (_: Response) => {}
    const fetch = endpoint(
      () =>
        new Promise((resolve) => {
          release = resolve
        }),
    )
    const source = make(fetch)
    const waiting = source.getToken()
    const refused = expect(waiting).rejects.toMatchObject({ code: 'signed-out' })
    source.signOut()
    release(answer())
    await refused
    expect(source.getSnapshot()).toMatchObject({ status: 'signed-out', epoch: 1 })
    expect(source.getSnapshot().token).toBeUndefined()
  })

  it('asks for the next user after sign-out, and takes no answer of the last one', async () => {
    const replies: ((response: Response) => void)[] = []
    const source = make(endpoint(() => new Promise((resolve) => replies.push(resolve))))
    const alice = source.getToken().catch((error) => error.code)
    source.signOut()
    const bob = source.getToken()
    replies[1]?.(answer({}, 'bob'))
    replies[0]?.(answer({}, 'alice'))
    expect(await bob).toBe(jwt('bob', 1))
    expect(await alice).toBe('signed-out')
    expect(source.getSnapshot().token).toBe(jwt('bob', 1))
  })

  it('begins a new epoch when the token stands for somebody else', async () => {
    let user = 'alice'
    const source = make(endpoint(() => answer({}, user)))
    await source.getToken()
    await source.renew()
    expect(source.getSnapshot()).toMatchObject({ epoch: 0, renewals: 1 })
    user = 'bob'
    await source.renew()
    expect(source.getSnapshot()).toMatchObject({ epoch: 1, renewals: 0 })
  })

  it('reports a refused token once for any number of reports', async () => {
    const fetch = endpoint()
    const source = make(fetch)
    const first = await source.getToken()
    const next = await Promise.all([source.reject(first), source.reject(first), source.getToken()])
    expect(new Set(next).size).toBe(1)
    expect(next[0]).not.toBe(first)
    expect(fetch.mock.calls.map(([, init]) => init.body)).toEqual([undefined, '{"rejected":"f1"}'])
    expect(await source.reject(first)).toBe(next[0])
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  it('stops when the endpoint sends the refused token again', async () => {
    const same = answer()
    const fetch = endpoint(() => same.clone())
    const source = make(fetch)
    source.subscribe(() => {})
    const token = await source.getToken()
    await expect(source.reject(token)).rejects.toMatchObject({ code: 'endpoint-bad-answer' })
    await pass(600_000)
    expect(fetch).toHaveBeenCalledTimes(2)
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', token })
  })

  it('opens the breaker after five renewals within a minute, for a minute', async () => {
    const fetch = endpoint()
    const source = make(fetch)
    for (let call = 0; call < 5; call++) await source.renew()
    await expect(source.renew()).rejects.toMatchObject({ code: 'renewal-storm', status: 429 })
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', error: { code: 'renewal-storm' } })
    await pass(59_000)
    await expect(source.renew()).rejects.toMatchObject({ code: 'renewal-storm' })
    expect(fetch).toHaveBeenCalledTimes(5)
    await pass(2_000)
    await source.renew()
    expect(fetch).toHaveBeenCalledTimes(6)
    expect(source.getSnapshot().error).toBeUndefined()
  })

  it('does not spin on tokens that live for a second', async () => {
    const fetch = endpoint(() => answer({ expiresIn: 1, refreshIn: 0 }))
    make(fetch).subscribe(() => {})
    for (let second = 0; second < 300; second++) await pass(1_000)
    expect(fetch.mock.calls.length).toBeLessThanOrEqual(30)
  })

  it('waits for a token with enough life, as far as tokens live that long', async () => {
    const fetch = endpoint()
    const source = make(fetch)
    await source.getToken()
    await pass(600_000)
    await source.getToken({ minRemainingMs: 2_800_000 })
    expect(fetch).toHaveBeenCalledTimes(1)
    await source.getToken({ minRemainingMs: 3_000_000 })
    expect(fetch).toHaveBeenCalledTimes(2)
    for (let call = 0; call < 20; call++) await source.getToken({ minRemainingMs: 86_400_000 })
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  it('lets one caller give up without stopping the renewal for the others', async () => {
    const source = make(endpoint(() => new Promise((resolve) => setTimeout(() => resolve(answer()), 1_000))))
    const impatient = new AbortController()
    const gone = expect(source.getToken({ signal: impatient.signal })).rejects.toThrow('enough')
    const patient = source.getToken()
    impatient.abort(new Error('enough'))
    await gone
    await pass(1_000)
    expect(await patient).toBe(jwt('alice', 1))
    await expect(source.getToken({ minRemainingMs: 1e9, signal: impatient.signal })).resolves.toBeTruthy()
  })

  it('starts from a token that the page came with', async () => {
    const initialToken = await answer().json()
    const fetch = endpoint()
    const source = make(fetch, { initialToken, monotonic: () => 4_000 })
    source.subscribe(() => {})
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', origin: 'initial', token: initialToken.token })
    expect(source.getSnapshot().expiresAt).toBe(Date.now() + 3_480_000 - 4_000)
    await pass(60_000)
    expect(fetch).not.toHaveBeenCalled()
  })

  it('ignores a token that the page came with too late', async () => {
    const initialToken = await answer({ expiresIn: 5 }).json()
    const source = make(endpoint(), { initialToken, monotonic: () => 30_000 })
    expect(source.getSnapshot().status).toBe('loading')
  })

  it('renews a page that comes out of the back-forward cache', async () => {
    const fetch = endpoint()
    make(fetch).subscribe(() => {})
    await pass(10)
    window.dispatchEvent(new Event('pageshow'))
    await pass(10)
    expect(fetch).toHaveBeenCalledTimes(1)
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
    await pass(10)
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  it('stops everything when it is disposed of', async () => {
    const fetch = endpoint(
      ({ signal }) => new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    )
    const source = make(fetch)
    source.subscribe(() => {})
    const waiting = expect(source.getToken()).rejects.toMatchObject({ code: 'disposed' })
    source.dispose()
    await waiting
    await expect(source.getToken()).rejects.toMatchObject({ code: 'disposed' })
    await pass(7_200_000)
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it('holds the same few timers and listeners through an hour of renewals', async () => {
    const added = vi.spyOn(window, 'addEventListener')
    const source = make(endpoint(() => answer({ expiresIn: 120, refreshIn: 60 })))
    const stop = source.subscribe(() => {})
    await pass(1_000)
    const listeners = added.mock.calls.length
    const timers: number[] = []
    for (let minute = 0; minute < 60; minute++) {
      await pass(60_000)
      timers.push(vi.getTimerCount())
    }
    expect(source.getSnapshot().renewals).toBeGreaterThanOrEqual(55)
    expect(new Set(timers)).toEqual(new Set([1]))
    expect(added.mock.calls.length).toBe(listeners)
    stop()
    expect(vi.getTimerCount()).toBe(0)
  })
})
