// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answer, endpoint, make, pass, startTime, stopTime } from './fake-endpoint.test.support.ts'

describe('createTokenSource: breaker', () => {
  beforeEach(startTime)
  afterEach(stopTime)

  it('opens the breaker after five renewals within a minute, for a minute', async () => {
    const fetch = endpoint()
    const source = make(fetch)
    for (let call = 0; call < 5; call++) await source.renew()
    await expect(source.renew()).rejects.toMatchObject({ code: 'renewal-storm', status: 429, retryAfterMs: 60_000 })
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', error: { code: 'renewal-storm' } })
    await pass(59_000)
    await expect(source.renew()).rejects.toMatchObject({ code: 'renewal-storm' })
    expect(fetch).toHaveBeenCalledTimes(5)
    await pass(2_000)
    await source.renew()
    expect(fetch).toHaveBeenCalledTimes(6)
    expect(source.getSnapshot().error).toBeUndefined()
  })

  it('opens the breaker for a whole minute, however the five were spread over theirs', async () => {
    const fetch = endpoint()
    const source = make(fetch)
    for (let call = 0; call < 5; call++) {
      await source.renew()
      await pass(10_000)
    }
    await pass(49_000)
    await expect(source.renew()).rejects.toMatchObject({ code: 'renewal-storm' })
    await pass(2_000)
    await source.renew()
    expect(fetch).toHaveBeenCalledTimes(6)
  })

  it('waits for an open breaker without publishing an error', async () => {
    const fetch = endpoint(() => answer({ expiresIn: 120, refreshIn: 30 }))
    const source = make(fetch)
    source.subscribe(() => {})
    await pass(10)
    for (let call = 0; call < 4; call++) await source.renew()
    await pass(55_000)
    expect(fetch).toHaveBeenCalledTimes(5)
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', error: undefined })
    await pass(10_000)
    expect(fetch).toHaveBeenCalledTimes(6)
  })

  it('never opens the breaker for four renewals a minute', async () => {
    const fetch = endpoint()
    const source = make(fetch)
    for (let call = 0; call < 20; call++) {
      await source.renew()
      await pass(15_001)
    }
    expect(fetch).toHaveBeenCalledTimes(20)
  })

  it('limits requests where tokens last a second', async () => {
    const fetch = endpoint(() => answer({ expiresIn: 1, refreshIn: 0 }))
    make(fetch).subscribe(() => {})
    for (let second = 0; second < 300; second++) await pass(1_000)
    expect(fetch.mock.calls.length).toBeLessThanOrEqual(30)
  })
})
