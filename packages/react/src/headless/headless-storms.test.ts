// @vitest-environment node

import * as headless3 from '@coveo/headless'
import { createTokenSource, headlessAuth, type TokenSource } from '@coveo-token/core/browser'
import * as headless4 from 'headless4'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keepEnvironment } from './keep-environment.ts'

const versions = [
  ['3.50.1', headless3],
  ['4.0.0', headless4 as unknown as typeof headless3],
] as const

interface World {
  /** Requests to the token endpoint, by method. */
  asked: string[]
  minted: number
  /** Tokens and hosts of the requests to Coveo. */
  searched: { token: string; host: string; status: number }[]
  accepts: (token: string) => number
  endpointMs: number
  lifeSeconds: number
  endpointStatus: number
  /** How far the browser's clock is ahead of Coveo's. */
  skewMs: number
}

let world: World
let sources: TokenSource[]

function encode(value: unknown) {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function makeToken(count: number, lifeSeconds: number) {
  const exp = Math.floor((Date.now() - world.skewMs) / 1000) + lifeSeconds
  return `${encode({ alg: 'HS256' })}.${encode({ userIds: [{ name: 'alice' }], exp, count })}.sig`
}

async function fakeFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const url = new URL(input instanceof Request ? input.url : String(input), 'http://page.test')
  if (url.pathname === '/api/coveo-token') {
    world.asked.push(init?.method ?? 'GET')
    const count = ++world.minted
    await new Promise((resolve) => setTimeout(resolve, world.endpointMs))
    if (world.endpointStatus !== 200) return new Response('{}', { status: world.endpointStatus })
    const { lifeSeconds: expiresIn } = world
    const token = makeToken(count, expiresIn)
    const times = { expiresIn, refreshIn: Math.floor(expiresIn * 0.8) }
    return Response.json({ token, kind: 'search', organizationId: 'acme', fingerprint: `print-${count}`, ...times })
  }
  const headers = new Headers(input instanceof Request ? input.headers : init?.headers)
  const token = (headers.get('authorization') ?? '').replace('Bearer ', '')
  const status = world.accepts(token)
  world.searched.push({ token, host: url.host, status })
  await new Promise((resolve) => setTimeout(resolve, 10))
  if (status !== 200) return Response.json({ statusCode: status, message: 'no', type: 'InvalidToken' }, { status })
  const found = { results: [], facets: [], triggers: [], completions: [], totalCount: 0, totalCountFiltered: 0 }
  return Response.json({ ...found, queryCorrections: [], termsToHighlight: {}, phrasesToHighlight: {}, duration: 1 })
}

async function start() {
  const source = createTokenSource({ endpoint: '/api/coveo-token', fetch: fakeFetch, random: () => 0.5 })
  sources.push(source)
  await Promise.all([source.getToken(), vi.advanceTimersByTimeAsync(2_000)])
  world.asked = []
  return source
}

type Headless = typeof headless3

function build(headless: Headless, source: TokenSource, environment?: 'hipaa') {
  return headless.buildSearchEngine({
    configuration: {
      organizationId: 'acme',
      ...headlessAuth(source),
      analytics: { enabled: false },
      ...(environment && { environment }),
    },
    ...(environment && { middlewares: [keepEnvironment(environment)] }),
    loggerOptions: { level: 'silent' },
  })
}

describe.each(versions)('headlessAuth with Headless %s', (_version, headless) => {
  beforeEach(() => {
    vi.useFakeTimers()
    sources = []
    world = {
      asked: [],
      minted: 0,
      searched: [],
      accepts: () => 200,
      endpointMs: 30,
      lifeSeconds: 3600,
      endpointStatus: 200,
      skewMs: 0,
    }
    vi.stubGlobal('fetch', fakeFetch)
  })
  afterEach(() => {
    for (const source of sources) source.dispose()
    vi.useRealTimers()
  })

  it('asks once when Coveo refuses a token, and every action succeeds', async () => {
    const source = await start()
    const { token } = source.getSnapshot()
    world.accepts = (sent) => (sent === token ? 419 : 200)
    const engine = build(headless, source)
    const box = headless.buildSearchBox(engine)
    engine.executeFirstSearch()
    box.updateText('x')
    box.showSuggestions()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(world.asked).toEqual(['POST'])
    expect(world.searched.at(-1)?.status).toBe(200)
    expect(engine.state.search.error).toBeNull()
  })

  it('asks twice and stops when Coveo refuses every token', async () => {
    const source = await start()
    world.accepts = () => 401
    const engine = build(headless, source)
    engine.executeFirstSearch()
    await vi.advanceTimersByTimeAsync(12_000)
    expect(world.asked).toEqual(['POST', 'POST'])
    expect(engine.state.search.error).toMatchObject({ statusCode: 401 })
    const requests = world.searched.length
    await vi.advanceTimersByTimeAsync(60_000)
    expect(world.searched.length).toBe(requests)
  })

  it('asks twice and stops when Coveo refuses every token and the endpoint is slow', async () => {
    const source = await start()
    world.accepts = () => 401
    world.endpointMs = 700
    build(headless, source).executeFirstSearch()
    await vi.advanceTimersByTimeAsync(12_000)
    expect(world.asked).toEqual(['POST', 'POST'])
    const requests = world.searched.length
    await vi.advanceTimersByTimeAsync(60_000)
    expect(world.searched.length).toBe(requests)
  })

  it('keeps the token that is held when the endpoint fails', async () => {
    const source = await start()
    world.endpointStatus = 500
    world.accepts = () => 401
    const engine = build(headless, source)
    engine.executeFirstSearch()
    await vi.advanceTimersByTimeAsync(500)
    await vi.dynamicImportSettled()
    await vi.advanceTimersByTimeAsync(12_000)
    expect(world.asked.length).toBeLessThanOrEqual(2)
    expect(engine.state.configuration.accessToken).toBe(source.getSnapshot().token)
    expect(world.searched.every(({ token }) => token !== '')).toBe(true)
  })

  it('asks once for ten actions when the token is about to end', async () => {
    world.lifeSeconds = 120
    const source = await start()
    await vi.advanceTimersByTimeAsync(90_000)
    world.lifeSeconds = 3600
    const engine = build(headless, source)
    const box = headless.buildSearchBox(engine)
    for (let action = 0; action < 10; action++) {
      box.updateText(`action ${action}`)
      box.submit()
    }
    await vi.advanceTimersByTimeAsync(2_000)
    expect(world.asked).toEqual(['GET'])
    expect(world.searched.length).toBeGreaterThanOrEqual(10)
    expect(new Set(world.searched.map(({ token }) => token))).toEqual(new Set([source.getSnapshot().token]))
  })

  it('asks at most once for twenty actions when the clock is an hour ahead', async () => {
    world.skewMs = 3_600_000
    world.lifeSeconds = 1800
    const source = await start()
    const box = headless.buildSearchBox(build(headless, source))
    for (let action = 0; action < 20; action++) {
      box.updateText(`action ${action}`)
      box.submit()
      await vi.advanceTimersByTimeAsync(200)
    }
    expect(world.asked.length).toBeLessThanOrEqual(1)
    expect(world.searched.length).toBeGreaterThanOrEqual(20)
  })

  it('recovers from a refused token though the clock is an hour ahead', async () => {
    world.skewMs = 3_600_000
    world.lifeSeconds = 1800
    const source = await start()
    const { token } = source.getSnapshot()
    world.accepts = (sent) => (sent === token ? 401 : 200)
    const engine = build(headless, source)
    engine.executeFirstSearch()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(world.asked).toEqual(['POST'])
    expect(world.searched.at(-1)?.status).toBe(200)
    expect(engine.state.search.error).toBeNull()
  })

  it('starts without a token: the first request already carries one', async () => {
    const source = createTokenSource({ endpoint: '/api/coveo-token', fetch: fakeFetch })
    sources.push(source)
    const engine = build(headless, source)
    engine.executeFirstSearch()
    headless.buildSearchBox(engine).showSuggestions()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(world.asked).toEqual(['GET'])
    expect(new Set(world.searched.map(({ token }) => token))).toEqual(new Set([source.getSnapshot().token]))
  })

  it('waits for an endpoint that is down, and searches when it is back', async () => {
    world.endpointStatus = 503
    const source = createTokenSource({ endpoint: '/api/coveo-token', fetch: fakeFetch, random: () => 0.5 })
    sources.push(source)
    build(headless, source).executeFirstSearch()
    for (let step = 0; step < 10; step++) {
      await vi.advanceTimersByTimeAsync(1_000)
      await vi.dynamicImportSettled()
    }
    expect(world.searched).toEqual([])
    expect(world.asked.length).toBeLessThan(8)
    world.endpointStatus = 200
    await vi.advanceTimersByTimeAsync(60_000)
    expect(world.searched.map(({ status }) => status)).toEqual([200])
  })

  it('keeps the environment when a token is renewed', async () => {
    const source = await start()
    const { token } = source.getSnapshot()
    world.accepts = (sent) => (sent === token ? 401 : 200)
    build(headless, source, 'hipaa').executeFirstSearch()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(world.asked).toEqual(['POST'])
    expect(new Set(world.searched.map(({ host }) => host))).toEqual(new Set(['acme.orghipaa.coveo.com']))
  })

  it('is needed: alone, Headless asks a slow endpoint for ever', async () => {
    const source = await start()
    world.accepts = () => 401
    let asked = 0
    async function renewAccessToken() {
      asked++
      await new Promise((resolve) => setTimeout(resolve, 700))
      return makeToken(asked, 3600)
    }
    const engine = headless.buildSearchEngine({
      configuration: {
        organizationId: 'acme',
        accessToken: source.getSnapshot().token ?? '',
        renewAccessToken,
        analytics: { enabled: false },
      },
      loggerOptions: { level: 'silent' },
    })
    engine.executeFirstSearch()
    await vi.advanceTimersByTimeAsync(12_000)
    expect(asked).toBeGreaterThan(10)
    world.accepts = () => 200
    await vi.advanceTimersByTimeAsync(2_000)
  })
})
