// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answer, endpoint, jwt, make, pass, startTime, stopTime } from './fake-endpoint.test.support.ts'

describe('createTokenSource: users', () => {
  beforeEach(startTime)
  afterEach(stopTime)

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
})
