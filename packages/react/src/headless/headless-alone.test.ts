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

/** Headless as its documentation shows it: a function that asks for a token whenever it is called. */
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

/** What `headless-storms.test.ts` is measured against. If one of these falls to our figure, Headless has learned it itself. */
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

  it('asks once or three times when Coveo refuses a token', async () => {
    const token = world.makeToken()
    world.accepts = (sent) => (sent === token ? 419 : 200)
    await openPage(headless, build(headless, token))
    expect(renewals).toBe(shares ? 1 : 3)
  })

  it('asks five times when Coveo refuses every token', async () => {
    world.accepts = () => 401
    build(headless, world.makeToken()).executeFirstSearch()
    await vi.advanceTimersByTimeAsync(12_000)
    expect(renewals).toBe(5)
  })

  it('asks a slow endpoint for ever when Coveo refuses every token', async () => {
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

  it('asks once or thirty times for ten actions with a token about to end', async () => {
    world.lifeSeconds = 30
    const engine = build(headless, world.makeToken())
    world.lifeSeconds = 3600
    await submit(headless, engine, 10, 0)
    expect(renewals).toBe(shares ? 1 : 30)
  })

  it('asks one or three times for each of twenty actions when the clock is an hour ahead', async () => {
    world.skewMs = 3_600_000
    world.lifeSeconds = 1800
    await submit(headless, build(headless, world.makeToken()), 20, 200)
    expect(renewals).toBe(shares ? 20 : 60)
  })
})
