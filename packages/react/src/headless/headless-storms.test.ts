// @vitest-environment node
import { createHeadlessAuth, type TokenSource } from '@coveo-token/core/browser'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keepEnvironment } from './any-engine.ts'
import {
  buildEngine,
  createFakeWorld,
  type FakeWorld,
  type Headless,
  openPage,
  submit,
  versions,
} from './fake-world.test.support.ts'

let world: FakeWorld

function build(headless: Headless, source: TokenSource, environment?: 'hipaa') {
  const engine = buildEngine(headless, { ...createHeadlessAuth(source), ...(environment && { environment }) })
  keepEnvironment(engine)
  return engine
}

describe.each(versions)('createHeadlessAuth with Headless %s', (_version, headless) => {
  beforeEach(() => {
    vi.useFakeTimers()
    world = createFakeWorld()
    vi.stubGlobal('fetch', world.fetch)
  })
  afterEach(() => {
    world.stop()
    vi.useRealTimers()
  })

  it('sends one request when Coveo rejects a token, and every action succeeds', async () => {
    const source = await world.start()
    const { token } = source.getSnapshot()
    world.accepts = (sent) => (sent === token ? 419 : 200)
    const engine = build(headless, source)
    await openPage(headless, engine)
    expect(world.requests).toEqual(['POST'])
    expect(world.searched.at(-1)?.status).toBe(200)
    expect(engine.state.search.error).toBeNull()
  })

  it('sends two requests and stops when Coveo rejects every token', async () => {
    const source = await world.start()
    world.accepts = () => 401
    const engine = build(headless, source)
    engine.executeFirstSearch()
    await vi.advanceTimersByTimeAsync(12_000)
    expect(world.requests).toEqual(['POST', 'POST'])
    expect(engine.state.search.error).toMatchObject({ statusCode: 401 })
    const requests = world.searched.length
    await vi.advanceTimersByTimeAsync(60_000)
    expect(world.searched.length).toBe(requests)
  })

  it('sends two requests and stops when Coveo rejects every token and the endpoint is slow', async () => {
    const source = await world.start()
    world.accepts = () => 401
    world.endpointMs = 700
    build(headless, source).executeFirstSearch()
    await vi.advanceTimersByTimeAsync(12_000)
    expect(world.requests).toEqual(['POST', 'POST'])
    const requests = world.searched.length
    await vi.advanceTimersByTimeAsync(60_000)
    expect(world.searched.length).toBe(requests)
  })

  it.each([600, 900, 1_200])('sends few requests when Coveo rejects every token and takes %i ms for it', async (ms) => {
    const source = await world.start()
    world.accepts = () => 401
    world.searchMs = ms
    const engine = build(headless, source)
    await openPage(headless, engine)
    await vi.advanceTimersByTimeAsync(50_000)
    expect(world.requests).toEqual(['POST', 'POST'])
    expect(world.searched.length).toBeLessThanOrEqual(20)
  })

  it('keeps its token when the endpoint fails', async () => {
    const source = await world.start()
    world.endpointStatus = 500
    world.accepts = () => 401
    const engine = build(headless, source)
    engine.executeFirstSearch()
    await vi.advanceTimersByTimeAsync(500)
    await vi.dynamicImportSettled()
    await vi.advanceTimersByTimeAsync(12_000)
    expect(world.requests.length).toBeLessThanOrEqual(2)
    expect(engine.state.configuration.accessToken).toBe(source.getSnapshot().token)
    expect(world.searched.every(({ token }) => token !== '')).toBe(true)
  })

  it('sends one request for ten actions when the token is about to expire', async () => {
    world.lifetimeSeconds = 120
    const source = await world.start()
    await vi.advanceTimersByTimeAsync(90_000)
    world.lifetimeSeconds = 3600
    const engine = build(headless, source)
    await submit(headless, engine, 10, 0)
    expect(world.requests).toEqual(['GET'])
    expect(world.searched.length).toBeGreaterThanOrEqual(10)
    expect(new Set(world.searched.map(({ token }) => token))).toEqual(new Set([source.getSnapshot().token]))
  })

  it('sends at most one request for twenty actions when the clock is an hour ahead', async () => {
    world.skewMs = 3_600_000
    world.lifetimeSeconds = 1800
    const source = await world.start()
    await submit(headless, build(headless, source), 20, 200)
    expect(world.requests.length).toBeLessThanOrEqual(1)
    expect(world.searched.length).toBeGreaterThanOrEqual(20)
  })

  it('recovers from a rejected token when the clock is an hour ahead', async () => {
    world.skewMs = 3_600_000
    world.lifetimeSeconds = 1800
    const source = await world.start()
    const { token } = source.getSnapshot()
    world.accepts = (sent) => (sent === token ? 401 : 200)
    const engine = build(headless, source)
    engine.executeFirstSearch()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(world.requests).toEqual(['POST'])
    expect(world.searched.at(-1)?.status).toBe(200)
    expect(engine.state.search.error).toBeNull()
  })

  it('starts without a token: its first request carries one', async () => {
    const source = world.makeSource()
    await openPage(headless, build(headless, source))
    expect(world.requests).toEqual(['GET'])
    expect(new Set(world.searched.map(({ token }) => token))).toEqual(new Set([source.getSnapshot().token]))
  })

  it('waits for an endpoint that is down, and searches when it is up again', async () => {
    world.endpointStatus = 503
    const source = world.makeSource()
    build(headless, source).executeFirstSearch()
    for (let step = 0; step < 10; step++) {
      await vi.advanceTimersByTimeAsync(1_000)
      await vi.dynamicImportSettled()
    }
    expect(world.searched).toEqual([])
    expect(world.requests.length).toBeLessThan(8)
    world.endpointStatus = 200
    await vi.advanceTimersByTimeAsync(60_000)
    expect(world.searched.map(({ status }) => status)).toEqual([200])
  })

  it('keeps the environment when a token is renewed', async () => {
    const source = await world.start()
    const { token } = source.getSnapshot()
    world.accepts = (sent) => (sent === token ? 401 : 200)
    build(headless, source, 'hipaa').executeFirstSearch()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(world.requests).toEqual(['POST'])
    expect(new Set(world.searched.map(({ host }) => host))).toEqual(new Set(['acme.orghipaa.coveo.com']))
  })
})
