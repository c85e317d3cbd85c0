// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answer, endpoint, make, pass, startTime, stopTime } from './fake-endpoint.test.support.ts'

describe('createTokenSource: deadline', () => {
  beforeEach(startTime)
  afterEach(stopTime)

  it.each([
    ['fetch never settles and ignores its signal', () => new Promise<Response>(() => {})],
    ['the body never ends', () => new Response(new ReadableStream())],
  ])('ends a renewal after ten seconds where %s', async (_name, respond) => {
    let hangs = true
    const source = make(endpoint(() => (hangs ? respond() : answer())))
    source.subscribe(() => {})
    const failed = expect(source.getToken()).rejects.toMatchObject({ code: 'endpoint-timeout', retryable: true })
    const renewal = expect(source.renew()).rejects.toMatchObject({ code: 'endpoint-timeout' })
    await pass(10_000)
    await failed
    await renewal
    expect(source.getSnapshot()).toMatchObject({ status: 'error', error: { code: 'endpoint-timeout' } })
    hangs = false
    await pass(3_000)
    expect(source.getSnapshot().status).toBe('ready')
  })

  it('drops a response that arrives after its deadline', async () => {
    const responses: ((response: Response) => void)[] = []
    const source = make(endpoint(() => new Promise((resolve) => responses.push(resolve))))
    const failed = expect(source.getToken()).rejects.toMatchObject({ code: 'endpoint-timeout' })
    await pass(10_000)
    await failed
    responses[0]?.(answer())
    await pass(10)
    expect(source.getSnapshot().status).toBe('error')
  })

  it.each([
    ['text', { status: 200, json: async () => answer() }, 'endpoint-unreachable'],
    ['headers', { status: 503, text: async () => '{}' }, 'endpoint-failed'],
  ])('publishes an error where `fetch` resolves with an object without %s', async (_name, response, code) => {
    const source = make(endpoint(async () => response as never))
    source.subscribe(() => {})
    await pass(100)
    expect(source.getSnapshot()).toMatchObject({ status: 'error', error: { name: 'TokenError', code } })
  })

  it('publishes a sign-out at once, without any further request', async () => {
    const fetch = endpoint(() => new Response('{}', { status: 401 }))
    const source = make(fetch)
    source.subscribe(() => {})
    await pass(0)
    expect(source.getSnapshot()).toMatchObject({
      status: 'signed-out',
      error: { code: 'not-authenticated', reason: 'signed-out' },
    })
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it('ends every wait with the error `disposed`', async () => {
    const source = make(endpoint(() => new Promise<Response>(() => {})))
    const waiting = expect(source.getToken()).rejects.toMatchObject({ code: 'disposed' })
    source.dispose()
    await waiting
    await expect(source.renew()).rejects.toMatchObject({ code: 'disposed' })
    expect(source.getSnapshot()).toMatchObject({ status: 'signed-out', error: { code: 'disposed' } })
  })
})
