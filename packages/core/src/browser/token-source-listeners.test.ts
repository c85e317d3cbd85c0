// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { answer, endpoint, make, pass, startTime, stopTime } from './fake-endpoint.test.support.ts'

describe('createTokenSource: listeners', () => {
  beforeEach(startTime)
  afterEach(stopTime)

  it.each(['signOut', 'dispose'] as const)('may call `%s()` at every sign-out', async (end) => {
    const reported = vi.fn()
    vi.stubGlobal('reportError', reported)
    const source = make(endpoint())
    const listener = vi.fn(() => {
      if (source.getSnapshot().status === 'signed-out') source[end]()
    })
    source.subscribe(listener)
    await pass(100)
    listener.mockClear()
    source.signOut()
    await pass(100)
    expect(reported).not.toHaveBeenCalled()
    expect(listener.mock.calls.length).toBeLessThanOrEqual(2)
    expect(source.getSnapshot().status).toBe('signed-out')
  })

  it.each([401, 503])('may call `renew()` at a failure, which sends a request of its own: %i', async (status) => {
    const fetch = endpoint(() => (fetch.mock.calls.length > 1 ? answer() : new Response('{}', { status })))
    const source = make(fetch)
    const outcomes: Promise<string>[] = []
    const stop = source.subscribe(() => {
      if (source.getSnapshot().error) outcomes.push(source.renew())
    })
    await pass(100)
    stop()
    expect(await Promise.all(outcomes)).toEqual([source.getSnapshot().token])
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  it('may do so at every failure: five requests within a minute', async () => {
    const fetch = endpoint(() => new Response('{}', { status: 503 }))
    const source = make(fetch)
    source.subscribe(() => {
      if (source.getSnapshot().error) source.renew().catch(() => {})
    })
    await pass(59_000)
    expect(fetch).toHaveBeenCalledTimes(5)
    expect(source.getSnapshot().error).toMatchObject({ code: 'renewal-storm' })
  })

  it('calls a listener that subscribed twice until both subscriptions end', async () => {
    const source = make(endpoint())
    const listener = vi.fn()
    const stops = [source.subscribe(listener), source.subscribe(listener)]
    stops[0]?.()
    stops[0]?.()
    await pass(100)
    expect(listener).toHaveBeenCalled()
    stops[1]?.()
    listener.mockClear()
    source.signOut()
    expect(listener).not.toHaveBeenCalled()
  })

  it('calls the other listeners where one throws, and reports its error, without `reportError` too', async () => {
    vi.stubGlobal('reportError', undefined)
    const printed = vi.spyOn(console, 'error').mockImplementation(() => {})
    const source = make(endpoint())
    const other = vi.fn()
    source.subscribe(() => {
      throw new Error('a broken component')
    })
    source.subscribe(other)
    await pass(100)
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', error: undefined })
    expect(other).toHaveBeenCalledTimes(1)
    expect(printed.mock.calls).toEqual([[new Error('a broken component')]])
  })
})
