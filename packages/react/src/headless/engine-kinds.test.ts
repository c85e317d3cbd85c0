// @vitest-environment node
import { placeholderToken, type TokenSource } from '@coveo-token/core/browser'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { engineConfiguration } from './any-engine.ts'
import { createEngineBinding } from './engine-binding.ts'
import { engineKinds } from './engine-kinds.test.support.ts'
import { createFakeWorld, type FakeWorld } from './fake-world.test.support.ts'

let world: FakeWorld
let stop: () => void

/** The table of the README, for each kind of engine and each version of Headless. */
describe.each(engineKinds)('useHeadlessEngine with a $name engine', ({ build, act, error }) => {
  function bind(source: TokenSource, environment?: 'hipaa') {
    const binding = createEngineBinding(source)
    binding.prepare((access) => build(access, environment))
    stop = binding.subscribe(() => {})
    return binding
  }

  function held(binding: ReturnType<typeof bind>) {
    const engine = binding.getSnapshot()
    return engine && engineConfiguration(engine).accessToken
  }

  async function act5s(binding: ReturnType<typeof bind>) {
    const engine = binding.getSnapshot()
    if (!engine) throw new Error('There is no engine yet.')
    act(engine)
    await vi.advanceTimersByTimeAsync(5_000)
    return engine
  }

  beforeEach(() => {
    vi.useFakeTimers()
    // Without the checks of Reselect, which warn of Headless's own selectors.
    vi.stubEnv('NODE_ENV', 'production')
    world = createFakeWorld()
    vi.stubGlobal('fetch', world.fetch)
  })
  afterEach(() => {
    stop()
    world.stop()
    vi.useRealTimers()
  })

  it('sends one request to the endpoint at the start, and only valid tokens to Coveo', async () => {
    const binding = bind(world.makeSource())
    await vi.advanceTimersByTimeAsync(1_000)
    const engine = await act5s(binding)
    expect(world.requests).toEqual(['GET'])
    expect(new Set(world.searched.map(({ token }) => token))).toEqual(new Set([held(binding)]))
    expect(error(engine)).toBeFalsy()
  })

  it('sends one request when Coveo rejects a token', async () => {
    const source = await world.start()
    const rejected = source.getSnapshot().token
    world.accepts = (sent) => (sent === rejected ? 419 : 200)
    const binding = bind(source)
    const engine = await act5s(binding)
    expect(world.requests).toEqual(['POST'])
    expect(world.searched.at(-1)).toMatchObject({ token: held(binding), status: 200 })
    expect(error(engine)).toBeFalsy()
  })

  it('sends two requests and stops when Coveo rejects every token', async () => {
    const source = await world.start()
    world.accepts = () => 401
    await act5s(bind(source))
    await vi.advanceTimersByTimeAsync(7_000)
    expect(world.requests).toEqual(['POST', 'POST'])
    const sent = world.searched.length
    await vi.advanceTimersByTimeAsync(60_000)
    expect(world.searched.length).toBe(sent)
  })

  it.each([500, 900, 1_200])('stops when Coveo rejects every token and takes %i ms for it', async (searchMs) => {
    const source = await world.start()
    world.searchMs = searchMs
    world.accepts = () => 401
    const engine = await act5s(bind(source))
    await vi.advanceTimersByTimeAsync(7_000)
    expect(world.requests).toEqual(['POST', 'POST'])
    expect(error(engine)).toBeTruthy()
    const sent = world.searched.length
    await vi.advanceTimersByTimeAsync(60_000)
    expect(world.searched.length).toBe(sent)
  })

  it('reports one token, however many requests with it fail, and however late', async () => {
    const source = await world.start()
    const rejected = source.getSnapshot().token
    world.accepts = (sent) => (sent === rejected ? 419 : 200)
    const binding = bind(source)
    const engine = binding.getSnapshot()
    if (!engine) throw new Error('There is no engine yet.')
    for (const searchMs of [500, 900, 1_300, 1_700, 2_100]) {
      world.searchMs = searchMs
      act(engine)
      await vi.advanceTimersByTimeAsync(10)
    }
    await vi.advanceTimersByTimeAsync(7_000)
    expect(world.requests).toEqual(['POST'])
    expect(world.searched.at(-1)).toMatchObject({ token: held(binding), status: 200 })
    expect(error(engine)).toBeFalsy()
  })

  it('keeps the environment, passes new tokens on, and holds none after sign-out', async () => {
    const source = await world.start()
    const rejected = source.getSnapshot().token
    world.accepts = (sent) => (sent === rejected ? 401 : 200)
    const binding = bind(source, 'hipaa')
    const engine = await act5s(binding)
    expect(world.searched.every(({ host }) => host.includes('orghipaa.'))).toBe(true)
    expect(engineConfiguration(engine)).toMatchObject({ environment: 'hipaa', accessToken: source.getSnapshot().token })
    source.signOut()
    expect(binding.getSnapshot()).toBeUndefined()
    expect(engineConfiguration(engine).accessToken).toBe(placeholderToken)
  })

  it('holds no token while no component uses the engine', async () => {
    const source = await world.start()
    const binding = bind(source)
    const engine = await act5s(binding)
    stop()
    expect(engineConfiguration(engine).accessToken).toBe(placeholderToken)
    stop = binding.subscribe(() => {})
    expect(binding.getSnapshot()).toBe(engine)
    expect(held(binding)).toBe(source.getSnapshot().token)
  })
})
