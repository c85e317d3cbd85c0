// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { answer, endpoint, make, pass, setVisibility, startTime, stopTime } from './fake-endpoint.test.support.ts'

describe('createTokenSource: time', () => {
  beforeEach(startTime)
  afterEach(stopTime)

  it('counts the lifetime of a token from its request', async () => {
    const source = make(endpoint(() => new Promise((resolve) => setTimeout(() => resolve(answer()), 8_000))))
    const start = Date.now()
    source.subscribe(() => {})
    await pass(9_000)
    expect(source.getSnapshot().expiresAt).toBe(start + 3_480_000)
    expect(source.getSnapshot().refreshAt).toBe(start + 2_710_000)
  })

  it('waits half a minute where the endpoint says that the token is due already', async () => {
    const fetch = endpoint(() => answer({ refreshIn: 0 }))
    make(fetch).subscribe(() => {})
    await pass(29_000)
    expect(fetch).toHaveBeenCalledTimes(1)
    await pass(2_000)
    expect(fetch).toHaveBeenCalledTimes(2)
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

  it('never returns a token that expired while the machine slept', async () => {
    let slept = 0
    const fetch = endpoint()
    const source = make(fetch, { now: () => Date.now() + slept })
    const first = await source.getToken()
    slept = 2 * 3_600_000
    expect(await source.getToken()).not.toBe(first)
  })

  it('stops its timers in a hidden tab, and checks again when the tab is shown', async () => {
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

  it('starts with the initial token', async () => {
    const initialToken = await answer().json()
    const fetch = endpoint()
    const source = make(fetch, { initialToken, monotonic: () => 4_000 })
    source.subscribe(() => {})
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', origin: 'initial', token: initialToken.token })
    expect(source.getSnapshot().expiresAt).toBe(Date.now() + 3_480_000 - 4_000)
    await pass(60_000)
    expect(fetch).not.toHaveBeenCalled()
  })

  it('ignores an initial token that has expired', async () => {
    const initialToken = await answer({ expiresIn: 5 }).json()
    const source = make(endpoint(), { initialToken, monotonic: () => 30_000 })
    expect(source.getSnapshot().status).toBe('loading')
  })

  it('renews when the page returns from the back-forward cache', async () => {
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

  it('renews when a page that was prerendered is shown, because it received no sign-out before', async () => {
    const fetch = endpoint()
    make(fetch).subscribe(() => {})
    await pass(10)
    document.dispatchEvent(new Event('prerenderingchange'))
    await pass(10)
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  it('holds the same few timers and listeners through an hour of renewals', async () => {
    const added = vi.spyOn(window, 'addEventListener')
    const fetch = endpoint(() => answer({ expiresIn: 120, refreshIn: 60 }))
    const source = make(fetch)
    const stop = source.subscribe(() => {})
    await pass(1_000)
    const listeners = added.mock.calls.length
    const timers: number[] = []
    for (let minute = 0; minute < 60; minute++) {
      await pass(60_000)
      timers.push(vi.getTimerCount())
    }
    expect(fetch.mock.calls.length).toBeGreaterThan(55)
    expect(new Set(timers)).toEqual(new Set([1]))
    expect(added.mock.calls.length).toBe(listeners)
    stop()
    expect(vi.getTimerCount()).toBe(0)
  })
})
