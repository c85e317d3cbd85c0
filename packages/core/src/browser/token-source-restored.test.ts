// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answer, endpoint, make, pass, startTime, stopTime } from './fake-endpoint.test.support.ts'

function restore() {
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
}

describe('createTokenSource: a page that is restored from the back-forward cache', () => {
  beforeEach(startTime)
  afterEach(stopTime)

  it('requests a token again and again until the endpoint responds', async () => {
    const replies = [answer(), new Response('', { status: 503 }), answer({}, 'bob')]
    const fetch = endpoint(() => replies.shift() ?? answer({}, 'bob'))
    const source = make(fetch)
    source.subscribe(() => {})
    await pass(100)
    restore()
    await pass(60_000)
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', subject: 'bob' })
    expect(fetch).toHaveBeenCalledTimes(3)
  })

  it('requests a token although a renewal from before is under way', async () => {
    let respond = (_: Response) => {}
    const held = new Promise<Response>((resolve) => {
      respond = resolve
    })
    const replies = [answer(), held]
    const fetch = endpoint(() => replies.shift() ?? answer({}, 'bob'))
    const source = make(fetch)
    source.subscribe(() => {})
    await pass(100)
    void source.renew()
    await pass(100)
    restore()
    const next = source.getToken()
    respond(answer())
    await next
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', subject: 'bob' })
    await pass(60_000)
    expect(fetch).toHaveBeenCalledTimes(3)
  })

  it('returns no token from before to a caller of a source without listeners', async () => {
    const replies = [answer(), answer({}, 'bob')]
    const source = make(endpoint(() => replies.shift() as Response))
    await source.getToken()
    await pass(100)
    restore()
    await source.getToken()
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', subject: 'bob' })
  })

  it('sends one request where the token is still the same one', async () => {
    const reply = answer()
    const fetch = endpoint(() => reply.clone())
    const source = make(fetch)
    source.subscribe(() => {})
    await pass(1_000)
    restore()
    await pass(60_000)
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  it('makes a caller wait for the endpoint, and resolves with the token of the next user', async () => {
    const replies = [answer(), answer({}, 'bob')]
    const fetch = endpoint(() => replies.shift() as Response)
    const source = make(fetch)
    await source.getToken()
    restore()
    const token = source.getToken()
    await pass(0)
    expect(fetch).toHaveBeenCalledTimes(2)
    expect(await token).toBe(source.getSnapshot().token)
    expect(source.getSnapshot()).toMatchObject({ fingerprint: 'f2' })
  })

  it('returns no token while the endpoint fails: another user may be signed in', async () => {
    const replies = [answer(), new Response('', { status: 503 })]
    const fetch = endpoint(() => replies.shift() ?? answer())
    const source = make(fetch)
    await source.getToken()
    restore()
    await expect(source.getToken()).rejects.toMatchObject({ code: 'endpoint-failed', status: 503 })
    await pass(60_000)
    expect(await source.getToken()).toBe(source.getSnapshot().token)
    expect(fetch).toHaveBeenCalledTimes(3)
  })

  it('sends no request by itself without listeners', async () => {
    const fetch = endpoint()
    const source = make(fetch)
    await source.getToken()
    await pass(7_200_000)
    restore()
    await pass(60_000)
    expect(fetch).toHaveBeenCalledTimes(1)
  })
})
