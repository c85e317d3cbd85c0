// @vitest-environment happy-dom

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { TokenResponse } from '../shared/endpoint-contract.ts'
import { answer, endpoint, jwt, make, pass, startTime, stopTime } from './fake-endpoint.test.support.ts'
import { connect, type TabLink } from './tabs/tab-link.ts'

describe('createTokenSource', () => {
  beforeEach(startTime)
  afterEach(stopTime)

  it('sends no request before its first use', async () => {
    const fetch = endpoint()
    const source = make(fetch)
    await pass(60_000)
    expect(fetch).not.toHaveBeenCalled()
    expect(source.getSnapshot().status).toBe('loading')
  })

  it('sends one request for any number of calls', async () => {
    const fetch = endpoint()
    const source = make(fetch)
    const tokens = await Promise.all([source.getToken(), source.getToken(), source.getToken()])
    expect(new Set(tokens).size).toBe(1)
    expect(fetch).toHaveBeenCalledTimes(1)
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', fingerprint: 'f1' })
    expect(source.getSnapshot().origin).toBe('endpoint')
  })

  it('renews once, at the time that the endpoint set', async () => {
    const fetch = endpoint()
    const source = make(fetch)
    source.subscribe(() => {})
    await pass(2_705_000)
    expect(fetch).toHaveBeenCalledTimes(1)
    await pass(10_000)
    expect(fetch).toHaveBeenCalledTimes(2)
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', fingerprint: 'f2' })
  })

  it('reports a rejected token once for any number of calls', async () => {
    const fetch = endpoint()
    const source = make(fetch)
    const first = await source.getToken()
    const next = await Promise.all([source.reportRejected(first), source.reportRejected(first), source.getToken()])
    expect(new Set(next).size).toBe(1)
    expect(next[0]).not.toBe(first)
    expect(fetch.mock.calls.map(([, init]) => init.body)).toEqual([undefined, '{"rejected":"f1"}'])
    expect(await source.reportRejected(first)).toBe(next[0])
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  it('waits for a token with enough lifetime, as far as tokens last that long', async () => {
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

  it('renews where the token lasts exactly as long as the caller needs', async () => {
    const fetch = endpoint()
    const source = make(fetch)
    await source.getToken()
    await pass(480_000)
    await source.getToken({ minRemainingMs: 2_999_999 })
    expect(fetch).toHaveBeenCalledTimes(1)
    await source.getToken({ minRemainingMs: 3_000_000 })
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  it('ends the wait of one caller without ending the renewal of the others', async () => {
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

  it('calls the other listeners when one throws', async () => {
    const reported: unknown[] = []
    vi.stubGlobal('reportError', (error: unknown) => reported.push(error))
    const fetch = endpoint()
    const source = make(fetch)
    let told = 0
    source.subscribe(() => {
      throw new Error('mine')
    })
    source.subscribe(() => told++)
    await source.getToken()
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', error: undefined })
    await pass(2_800_000)
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', fingerprint: 'f2' })
    expect(told).toBe(2)
    expect(reported).toEqual([new Error('mine'), new Error('mine')])
  })

  it('never resolves with a token that expired before its response arrived', async () => {
    const late = (body: object) => new Promise<Response>((resolve) => setTimeout(() => resolve(answer(body)), 6_000))
    const source = make(endpoint(() => late({ expiresIn: 5, refreshIn: 1 })))
    const gone = expect(source.getToken()).rejects.toMatchObject({ code: 'renewal-storm' })
    await pass(60_000)
    await gone
  })

  it('leaves no listener on a signal', async () => {
    const source = make(endpoint(() => new Response('', { status: 500 })))
    const { signal } = new AbortController()
    const added = vi.spyOn(signal, 'addEventListener')
    const removed = vi.spyOn(signal, 'removeEventListener')
    await source.getToken({ signal }).catch(() => {})
    for (let call = 0; call < 20; call++) await source.getToken({ signal }).catch(() => {})
    expect(added).toHaveBeenCalled()
    expect(removed.mock.calls).toEqual(added.mock.calls)
  })

  it('ends a wait by its signal, also when a second attempt has begun', async () => {
    const fetch = endpoint(() => new Promise((resolve) => setTimeout(() => resolve(answer({ expiresIn: 2 })), 4_000)))
    const source = make(fetch)
    const controller = new AbortController()
    const ended = expect(source.getToken({ signal: controller.signal })).rejects.toThrow('enough')
    await pass(5_000)
    expect(fetch).toHaveBeenCalledTimes(2)
    controller.abort(new Error('enough'))
    await ended
  })

  it('sends no request for a signal that is aborted already', async () => {
    const fetch = endpoint()
    const source = make(fetch)
    await expect(source.getToken({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough')
    expect(fetch).not.toHaveBeenCalled()
  })

  it('calls its listeners when it is disposed of', async () => {
    const source = make(endpoint())
    const seen: string[] = []
    source.subscribe(() => seen.push(source.getSnapshot().status))
    await source.getToken()
    source.dispose()
    expect(seen).toEqual(['ready', 'signed-out'])
  })

  it('renews for the listeners that are left when one leaves', async () => {
    const fetch = endpoint()
    const source = make(fetch)
    const stop = source.subscribe(() => {})
    source.subscribe(() => {})
    await pass(1_000)
    stop()
    await pass(2_720_000)
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  it('matches an initial token of the user whose token it holds', async () => {
    const source = make(endpoint())
    const response = async () => (await answer().json()) as TokenResponse
    const [alice, bob] = [await response(), { ...(await response()), subject: 'bob' }]
    expect([undefined, null, alice].map((token) => source.matches(token))).toEqual([true, false, false])
    await source.getToken()
    expect([undefined, null, alice, bob].map((token) => source.matches(token))).toEqual([true, false, true, false])
    source.signOut()
    expect([undefined, null, alice].map((token) => source.matches(token))).toEqual([true, true, false])
  })

  it('starts again with another initial token, and drops the response that it waits for', async () => {
    const fetch = endpoint(() => answer({}, 'bob'))
    const source = make(fetch)
    const waiting = expect(source.getToken()).rejects.toMatchObject({ code: 'signed-out' })
    const alice = (await answer().json()) as TokenResponse
    source.restart(alice)
    await waiting
    await pass(1_000)
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', token: alice.token, origin: 'initial' })
    source.restart(null)
    expect(source.getSnapshot()).toMatchObject({ status: 'signed-out' })
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

  it('starts again, without a token, when it is subscribed to after its disposal', async () => {
    const fetch = endpoint()
    const source = make(fetch)
    source.subscribe(() => {})()
    const before = await source.getToken()
    source.dispose()
    const stop = source.subscribe(() => {})
    expect(source.getSnapshot().status).toBe('loading')
    expect(await source.getToken()).not.toBe(before)
    expect(fetch).toHaveBeenCalledTimes(2)
    stop()
  })

  it('passes to the tabs that a renewal is explicit', async () => {
    const asked: (boolean | undefined)[] = []
    const tabs: TabLink = {
      [connect]: () => ({
        open() {},
        async renew(request, isExplicit) {
          asked.push(!isExplicit)
          await request()
        },
        signIn() {},
        deny() {},
        isForeign: () => false,
        signOut() {},
        close() {},
      }),
    }
    const source = make(endpoint(), { tabs })
    const token = await source.getToken()
    await source.renew()
    await source.reportRejected(token)
    expect(asked).toEqual([true, false])
  })

  it('adds one listener to a signal, however many calls share it', async () => {
    const source = make(endpoint())
    const { signal } = new AbortController()
    const added = vi.spyOn(signal, 'addEventListener')
    const removed = vi.spyOn(signal, 'removeEventListener')
    await Promise.all(Array.from({ length: 20 }, () => source.getToken({ signal })))
    expect([added.mock.calls.length, removed.mock.calls.length]).toEqual([1, 1])
  })
})
