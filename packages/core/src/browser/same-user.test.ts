// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answer, endpoint, make, pass, startTime, stopTime } from './fake-endpoint.test.support.ts'
import { sameUser } from './same-user.ts'

describe('sameUser', () => {
  beforeEach(startTime)
  afterEach(stopTime)

  it('says yes through the first token and all that renew it', async () => {
    const source = make(endpoint())
    const isSameUser = sameUser(source)
    expect(isSameUser()).toBe(true)
    for (let renewal = 0; renewal < 3; renewal++) {
      await source.renew()
      expect(isSameUser()).toBe(true)
    }
  })

  it('says no once the token stands for somebody else, and never yes again', async () => {
    let user = 'alice'
    const source = make(endpoint(() => answer({}, user)))
    await source.getToken()
    const isSameUser = sameUser(source)
    user = 'bob'
    await source.renew()
    expect(isSameUser()).toBe(false)
    user = 'alice'
    await source.renew()
    expect(isSameUser()).toBe(false)
  })

  it('knows the next user also after a time without a token', async () => {
    let user = 'alice'
    let slept = 0
    let online = true
    const fetch = endpoint(() => (online ? answer({}, user) : new Response('', { status: 500 })))
    const source = make(fetch, { now: () => Date.now() + slept })
    await source.getToken()
    const isSameUser = sameUser(source)
    source.subscribe(isSameUser)
    slept = 7_200_000
    online = false
    await pass(2_000)
    expect(source.getSnapshot().token).toBeUndefined()
    expect(isSameUser()).toBe(true)
    online = true
    user = 'bob'
    await source.renew()
    expect(isSameUser()).toBe(false)
  })

  it('says no after a sign-out, whoever signs in next', async () => {
    const source = make(endpoint())
    await source.getToken()
    const isSameUser = sameUser(source)
    source.subscribe(isSameUser)
    source.signOut()
    expect(isSameUser()).toBe(false)
    await source.renew()
    expect(isSameUser()).toBe(false)
  })

  it('waits for the first user where nobody is signed in yet', async () => {
    const source = make(endpoint())
    source.signOut()
    const isSameUser = sameUser(source)
    await source.renew()
    expect(isSameUser()).toBe(true)
    source.signOut()
    expect(isSameUser()).toBe(false)
  })
})
