// @vitest-environment node
import { createHeadlessAuth } from '@coveo-token/core/browser'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { buildEngine, createFakeWorld, type FakeWorld, openPage, submit, versions } from './fake-world.test.support.ts'

let world: FakeWorld

describe.each(versions)('createHeadlessAuth and users, with Headless %s', (_version, headless) => {
  beforeEach(() => {
    vi.useFakeTimers()
    world = createFakeWorld()
    vi.stubGlobal('fetch', world.fetch)
  })
  afterEach(() => {
    world.stop()
    vi.useRealTimers()
  })

  it('sends Coveo nothing while the user is signed out', async () => {
    world.endpointStatus = 401
    const source = world.makeSource()
    await openPage(headless, buildEngine(headless, createHeadlessAuth(source)))
    expect(world.searched).toEqual([])
    world.endpointStatus = 200
    const [token] = await Promise.all([source.renew(), vi.advanceTimersByTimeAsync(5_000)])
    expect(new Set(world.searched.map((search) => search.token))).toEqual(new Set([token]))
  })

  it('sends Coveo nothing after a sign-out, although the engine still holds a token', async () => {
    const source = await world.start()
    const engine = buildEngine(headless, createHeadlessAuth(source))
    await openPage(headless, engine)
    const searches = world.searched.length
    expect(searches).toBeGreaterThan(0)
    world.endpointStatus = 401
    source.signOut()
    await submit(headless, engine, 3, 100)
    expect(world.searched.length).toBe(searches)
  })

  it('reports one token where its requests fail late', async () => {
    const source = await world.start()
    const old = source.getSnapshot().token
    const fetch = vi.fn(world.fetch)
    // Every request with the old token fails, each three seconds after the one before.
    let late = 0
    vi.stubGlobal('fetch', async (input: string | URL | Request, init?: RequestInit) => {
      const headers = new Headers(input instanceof Request ? input.headers : init?.headers)
      if (headers.get('authorization') !== `Bearer ${old}`) return fetch(input, init)
      await new Promise((resolve) => setTimeout(resolve, 3_000 * late++))
      return new Response('{}', { status: 419 })
    })
    const engine = buildEngine(headless, createHeadlessAuth(source))
    await openPage(headless, engine)
    await vi.advanceTimersByTimeAsync(20_000)
    expect(world.requests).toEqual(['POST'])
    expect(engine.state.search.error).toBeNull()
  })
})
