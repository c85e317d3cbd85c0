// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { jwt } from '../fake-endpoint.test.support.ts'
import { openReadyTab, startTabs, stopTabs, world } from '../tabs/fake-tabs.test.support.ts'
import { createTabChannel } from '../tabs/tab-channel.ts'
import { createTokenSource } from '../token-source.ts'
import { createHeadlessAuth, type HeadlessAuth } from './headless-auth.ts'

const request = { headers: { Authorization: 'Bearer old' } }
const response = { kind: 'search', organizationId: 'acme', expiresIn: 3_480, refreshIn: 2_710 } as const
const initialToken = { ...response, token: jwt('alice', 100), fingerprint: 'initial', subject: 'alice' }

/** A page without components: nothing but an engine uses its source. */
function openPage() {
  const source = createTokenSource({ fetch: world.fetch, tabs: createTabChannel(), initialToken })
  world.tabs.push(source)
  return { source, auth: createHeadlessAuth(source) }
}

/** The token of the next request of an engine; undefined if it sends none. */
async function sentToken({ preprocessRequest }: HeadlessAuth) {
  let sent: string | undefined
  preprocessRequest(request).then(
    ({ headers }) => {
      sent = headers.Authorization
    },
    () => {},
  )
  await vi.advanceTimersByTimeAsync(3_000)
  return sent
}

describe('createHeadlessAuth beside other tabs', () => {
  beforeEach(startTabs)
  afterEach(stopTabs)

  it('receives a sign-out before its first request, and sends no token of the old user', async () => {
    const other = await openReadyTab()
    const { source, auth } = openPage()
    other.signOut()
    await vi.advanceTimersByTimeAsync(10)
    expect(source.getSnapshot()).toMatchObject({ status: 'signed-out' })
    world.fetch.mockImplementation(async () => new Response('{}', { status: 401 }))
    expect(await sentToken(auth)).toBeUndefined()
  })

  it('sends the token of the page without a request to the endpoint', async () => {
    const { auth } = openPage()
    expect(await sentToken(auth)).toBe(`Bearer ${initialToken.token}`)
    expect(world.fetch).not.toHaveBeenCalled()
  })

  it('sends the token of the next user after the page was restored from the back-forward cache', async () => {
    const { source, auth } = openPage()
    window.dispatchEvent(new Event('pagehide'))
    world.user = 'bob'
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
    expect(source.getSnapshot()).toMatchObject({ subject: 'alice' })
    expect(await sentToken(auth)).toBe(`Bearer ${jwt('bob', 1)}`)
    expect(world.fetch).toHaveBeenCalledTimes(1)
  })

  it.each([
    ['fails', async () => new Response('{}', { status: 503 })],
    ['does not respond', () => new Promise<Response>(() => {})],
  ])('sends only the token of the next user after such a restore while the endpoint %s', async (_name, reply) => {
    const { auth } = openPage()
    world.user = 'bob'
    world.fetch.mockImplementationOnce(reply)
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
    const first = auth.preprocessRequest(request)
    const sent: unknown[] = []
    void first.then(({ headers }) => sent.push(headers.Authorization))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(sent).toEqual([`Bearer ${jwt('bob', 1)}`])
  })
})
