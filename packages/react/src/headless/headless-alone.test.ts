// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
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
let renewals: number

/** Headless as its documentation shows it: a function that requests a token at every call. */
function build(headless: Headless, accessToken: string) {
  return buildEngine(headless, {
    accessToken,
    async renewAccessToken() {
      renewals++
      await new Promise((resolve) => setTimeout(resolve, world.endpointMs))
      return world.makeToken()
    },
  })
}

/** The comparison for `headless-storms.test.ts`. If one of these falls to our figure, a later Headless does the same by itself. */
describe.each(versions)('Headless %s alone', (version, headless) => {
  const shares = version === '3.50.1'
  beforeEach(() => {
    vi.useFakeTimers()
    renewals = 0
    world = createFakeWorld()
    vi.stubGlobal('fetch', world.fetch)
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('sends one or three requests when Coveo rejects a token', async () => {
    const token = world.makeToken()
    world.accepts = (sent) => (sent === token ? 419 : 200)
    await openPage(headless, build(headless, token))
    expect(renewals).toBe(shares ? 1 : 3)
  })

  it('sends five requests when Coveo rejects every token', async () => {
    world.accepts = () => 401
    build(headless, world.makeToken()).executeFirstSearch()
    await vi.advanceTimersByTimeAsync(12_000)
    expect(renewals).toBe(5)
  })

  it('sends requests without end to a slow endpoint when Coveo rejects every token', async () => {
    world.accepts = () => 401
    world.endpointMs = 700
    build(headless, world.makeToken()).executeFirstSearch()
    await vi.advanceTimersByTimeAsync(12_000)
    const early = renewals
    expect(early).toBeGreaterThanOrEqual(15)
    await vi.advanceTimersByTimeAsync(12_000)
    expect(renewals).toBeGreaterThan(early + 10)
    world.accepts = () => 200
    await vi.advanceTimersByTimeAsync(2_000)
  })

  it('sends requests without end when Coveo rejects every token and takes 0.9 s for it', async () => {
    world.accepts = () => 401
    world.searchMs = 900
    build(headless, world.makeToken()).executeFirstSearch()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(renewals).toBeGreaterThan(50)
    world.accepts = () => 200
    await vi.advanceTimersByTimeAsync(2_000)
  })

  it('sends one or thirty requests for ten actions with a token about to expire', async () => {
    world.lifetimeSeconds = 30
    const engine = build(headless, world.makeToken())
    world.lifetimeSeconds = 3600
    await submit(headless, engine, 10, 0)
    expect(renewals).toBe(shares ? 1 : 30)
  })

  it('sends one or three requests for each of twenty actions when the clock is an hour ahead', async () => {
    world.skewMs = 3_600_000
    world.lifetimeSeconds = 1800
    await submit(headless, build(headless, world.makeToken()), 20, 200)
    expect(renewals).toBe(shares ? 20 : 60)
  })
})
