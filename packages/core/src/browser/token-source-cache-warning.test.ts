// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { answer, endpoint, make, pass, startTime, stopTime } from './fake-endpoint.test.support.ts'

const warnAboutCache = vi.hoisted(() => vi.fn())
vi.mock('#error-words', async () => ({ ...(await import('./errors/error-words.ts')), warnAboutCache }))

describe('createTokenSource in development: a cache', () => {
  beforeEach(() => {
    startTime()
    warnAboutCache.mockClear()
  })
  afterEach(stopTime)

  it('is reported when it repeats a response', async () => {
    const cached = answer()
    const source = make(endpoint(({ method }) => (method === 'POST' ? answer() : cached.clone())))
    await source.getToken()
    expect(warnAboutCache).not.toHaveBeenCalled()
    await pass(60_000)
    await source.renew()
    expect(warnAboutCache).toHaveBeenCalledTimes(1)
  })

  it('is reported when it sent the page with its initial token', async () => {
    const navigation = { type: 'navigate', deliveryType: 'cache', transferSize: 0 }
    vi.spyOn(performance, 'getEntriesByType').mockReturnValue([navigation as never])
    make(endpoint(), { initialToken: await answer().json() }).getSnapshot()
    expect(warnAboutCache).toHaveBeenCalledTimes(1)
  })

  it('is not reported for a new page and new responses', async () => {
    const source = make(endpoint(), { initialToken: await answer().json() })
    source.subscribe(() => {})
    await pass(3_600_000)
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', fingerprint: 'f2' })
    expect(warnAboutCache).not.toHaveBeenCalled()
  })
})
