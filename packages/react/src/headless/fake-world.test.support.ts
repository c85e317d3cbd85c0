import type { SearchEngineOptions } from '@coveo/headless'
import * as headless3 from '@coveo/headless'
import { createTokenSource, type TokenSource, type TokenSourceOptions } from '@coveo-token/core/browser'
import * as headless4 from 'headless4'
import { vi } from 'vitest'

/** Nothing found, in the shape of every API that an engine calls. */
export const emptyResults = {
  results: [],
  facets: [],
  triggers: [],
  completions: [],
  queryCorrections: [],
  totalCount: 0,
  totalCountFiltered: 0,
  duration: 1,
  // Case Assist and Insight
  fields: {},
  documents: [],
  interface: {},
  // Commerce
  products: [],
  responseId: 'r',
  pagination: { page: 0, perPage: 10, totalEntries: 0, totalPages: 0 },
  sort: { appliedSort: { sortCriteria: 'relevance' }, availableSorts: [] },
}

export type Headless = typeof headless3

/** The two lines of Headless that are in use, as far as these tests call them. */
export const versions: [string, Headless][] = [
  ['3.50.1', headless3],
  ['4.0.0', headless4 as unknown as Headless],
]

export interface FakeWorld {
  /** Methods of the requests to the token endpoint. */
  requests: string[]
  minted: number
  /** Requests to Coveo. */
  searched: { token: string; host: string; status: number }[]
  /** The status with which Coveo responds to a token. */
  accepts: (token: string) => number
  endpointMs: number
  /** How long Coveo takes to respond. */
  searchMs: number
  endpointStatus: number
  lifetimeSeconds: number
  /** How far the browser's clock is ahead of Coveo's. */
  skewMs: number
  makeToken(): string
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>
  /** A source that holds a token. Its request is not in `requests`. */
  start(): Promise<TokenSource>
  makeSource(): TokenSource
  stop(): void
}

/** A token endpoint and a Coveo, on a clock that the test moves. */
export function createFakeWorld(): FakeWorld {
  const sources: TokenSource[] = []
  const world: FakeWorld = {
    requests: [],
    minted: 0,
    searched: [],
    accepts: () => 200,
    endpointMs: 30,
    searchMs: 10,
    endpointStatus: 200,
    lifetimeSeconds: 3600,
    skewMs: 0,
    makeToken() {
      const exp = Math.floor((Date.now() - world.skewMs) / 1000) + world.lifetimeSeconds
      return `${encode({ alg: 'HS256' })}.${encode({ userIds: [{ name: 'alice' }], exp, jti: ++world.minted })}.sig`
    },
    async fetch(input, init) {
      const url = new URL(input instanceof Request ? input.url : String(input), 'http://page.test')
      if (url.pathname === '/api/coveo-token') return respondWithToken(init?.method ?? 'GET')
      const headers = new Headers(input instanceof Request ? input.headers : init?.headers)
      return respondToSearch((headers.get('authorization') ?? '').replace('Bearer ', ''), url.host)
    },
    async start() {
      const source = world.makeSource()
      await Promise.all([source.getToken(), vi.advanceTimersByTimeAsync(2_000)])
      world.requests = []
      return source
    },
    makeSource() {
      const source = createTokenSource({
        endpoint: '/api/coveo-token',
        fetch: world.fetch,
        random: () => 0.5,
      } as TokenSourceOptions)
      sources.push(source)
      return source
    },
    stop() {
      for (const source of sources) source.dispose()
    },
  }

  async function respondWithToken(method: string) {
    world.requests.push(method)
    await passes(world.endpointMs)
    if (world.endpointStatus !== 200) return new Response('{}', { status: world.endpointStatus })
    const token = world.makeToken()
    const { lifetimeSeconds: expiresIn, minted } = world
    const rest = { kind: 'search', organizationId: 'acme', fingerprint: `print-${minted}`, subject: 'alice' }
    return Response.json({ token, ...rest, expiresIn, refreshIn: Math.floor(expiresIn * 0.8) })
  }

  async function respondToSearch(token: string, host: string) {
    const status = world.accepts(token)
    world.searched.push({ token, host, status })
    await passes(world.searchMs)
    if (status !== 200) return Response.json({ statusCode: status, message: 'no', type: 'InvalidToken' }, { status })
    return Response.json(emptyResults)
  }

  return world
}

/** An engine without log output, with the configuration of a test. */
export function buildEngine(
  headless: Headless,
  configuration: Omit<SearchEngineOptions['configuration'], 'organizationId'>,
  options: Pick<SearchEngineOptions, 'middlewares'> = {},
) {
  return headless.buildSearchEngine({
    configuration: { organizationId: 'acme', analytics: { enabled: false }, ...configuration },
    loggerOptions: { level: 'silent' },
    ...options,
  })
}

/** Searches and requests suggestions at once, as a page does when it opens. */
export async function openPage(headless: Headless, engine: headless3.SearchEngine) {
  const box = headless.buildSearchBox(engine)
  engine.executeFirstSearch()
  box.updateText('x')
  box.showSuggestions()
  await vi.advanceTimersByTimeAsync(5_000)
}

/** Submits one search after the other, `everyMs` apart. */
export async function submit(headless: Headless, engine: headless3.SearchEngine, times: number, everyMs: number) {
  const box = headless.buildSearchBox(engine)
  for (let action = 0; action < times; action++) {
    box.updateText(`action ${action}`)
    box.submit()
    if (everyMs > 0) await vi.advanceTimersByTimeAsync(everyMs)
  }
  await vi.advanceTimersByTimeAsync(2_000)
}

function passes(ms: number) {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

function encode(value: unknown) {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
