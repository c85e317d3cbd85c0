import { buildSearchBox, buildSearchEngine, type SearchEngine } from '@coveo/headless'
import type { TokenResponse, TokenSource } from '@coveo-token/core/browser'
import { act, cleanup, render } from '@testing-library/react'
import { StrictMode } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CoveoTokenProvider } from '../coveo-token-provider.tsx'
import { fetchUserState } from '../headless-ssr/fetch-user-state.ts'
import { fakeBroadcastChannel, freshEndpoint } from '../page.test.support.tsx'
import { useCoveoTokenSource } from '../use-coveo-token-source.ts'
import { emptyResults } from './fake-world.test.support.ts'
import { useHeadlessEngine } from './use-headless-engine.ts'
import { useHydratedState } from './use-hydrated-state.ts'
import { createUserEndpoint, type UserEndpoint } from './user-endpoint.test.support.ts'

const variants = ['support', 'community'] as const
type Variant = (typeof variants)[number]

let endpoint: UserEndpoint
/** The user who is signed in. */
let user: string
let engines: Partial<Record<Variant, SearchEngine | undefined>>
let sources: Partial<Record<Variant, TokenSource>>
/** Requests to the token endpoint, and tokens of the requests to Coveo. */
let requested: string[]
let searched: string[]
let rejected: string | undefined
/** The users of the tokens with which states were hydrated. */
let hydrated: string[]

function responseFor(variant: string): TokenResponse {
  endpoint.user = `${user}-${variant}`
  return endpoint.response()
}

async function fetchToken(url: string, { method = 'GET' }: RequestInit = {}) {
  const { search, searchParams } = new URL(url, location.href)
  requested.push(`${method} ${search}`)
  return Response.json(responseFor(searchParams.get('variant') ?? 'support'))
}

async function coveo(input: string | URL | Request, init?: RequestInit) {
  const headers = new Headers(input instanceof Request ? input.headers : init?.headers)
  const token = headers.get('authorization')?.replace('Bearer ', '') ?? ''
  searched.push(token)
  const isRejected = token === rejected
  return Response.json(isRejected ? { statusCode: 401, message: 'no', type: 'InvalidToken' } : emptyResults, {
    status: isRejected ? 401 : 200,
  })
}

function Search({ variant }: { variant: Variant }) {
  sources[variant] = useCoveoTokenSource({ variant })
  engines[variant] = useHeadlessEngine(buildSearchEngine, {
    variant,
    configuration: { analytics: { enabled: false } },
    loggerOptions: { level: 'silent' },
  })
  return null
}

const engine = { state: { configuration: { accessToken: '' } }, dispatch: () => {}, subscribe: () => {} }

function Results({ state, variant }: { state: object | undefined; variant: Variant }) {
  const hydration = useHydratedState({
    variant,
    state,
    define: (access) => access,
    hydrate: async ({ accessToken }) => {
      hydrated.push(userOf(accessToken))
      return { engine }
    },
  })
  return <p>{hydration.phase}</p>
}

function held(variant: Variant) {
  return engines[variant]?.state.configuration.accessToken
}

function userOf(token: string | undefined): string {
  return JSON.parse(atob(token?.split('.')[1] ?? '')).userIds[0].name
}

async function settle(ms = 100) {
  await act(() => vi.advanceTimersByTimeAsync(ms))
}

async function searchWith(variant: Variant) {
  const engine = engines[variant]
  if (!engine) throw new Error(`There is no engine of ${variant}.`)
  act(() => buildSearchBox(engine).submit())
  await settle(5_000)
}

describe('variants with the hooks of Headless', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubEnv('NODE_ENV', 'production')
    vi.stubGlobal('fetch', coveo)
    endpoint = createUserEndpoint()
    user = 'alice'
    engines = {}
    sources = {}
    requested = []
    searched = []
    hydrated = []
    rejected = undefined
  })
  afterEach(() => {
    cleanup()
    vi.useRealTimers()
  })

  async function openPage() {
    const path = freshEndpoint()
    render(
      <CoveoTokenProvider endpoint={path} fetch={fetchToken} variant="support">
        <Search variant="support" />
        <Search variant="community" />
      </CoveoTokenProvider>,
      { wrapper: StrictMode },
    )
    await settle()
  }

  it('never swap the tokens of two variants of one user, also through renewals', async () => {
    await openPage()
    expect(requested).toEqual(['GET ?variant=support', 'GET ?variant=community'])
    for (const renewed of [undefined, ...variants]) {
      if (renewed) await act(() => sources[renewed]?.renew() as Promise<unknown>)
      for (const variant of variants) {
        expect(held(variant)).toBe(sources[variant]?.getSnapshot().token)
        expect(userOf(held(variant))).toBe(`alice-${variant}`)
      }
    }
    for (const variant of variants) {
      searched = []
      await searchWith(variant)
      expect(new Set(searched.map(userOf))).toEqual(new Set([`alice-${variant}`]))
    }
  })

  it('search with no token of the user before the initial token, in any variant', async () => {
    const path = freshEndpoint()
    const page = (initialToken: TokenResponse) => (
      <CoveoTokenProvider endpoint={path} fetch={fetchToken} variant="support" initialToken={initialToken}>
        <Search variant="support" />
        <Search variant="community" />
      </CoveoTokenProvider>
    )
    const { rerender } = render(page(responseFor('support')))
    await settle()
    for (const variant of variants) await searchWith(variant)
    expect(new Set(searched.map(userOf))).toEqual(new Set(variants.map((variant) => `alice-${variant}`)))
    user = 'bob'
    searched = []
    rerender(page(responseFor('support')))
    expect(engines.community).toBeUndefined()
    await settle(1_100)
    for (const variant of variants) await searchWith(variant)
    expect(new Set(searched.map(userOf))).toEqual(new Set(variants.map((variant) => `bob-${variant}`)))
  })

  it('report a rejected token to its own variant, and keep the token and the engine of the other', async () => {
    await openPage()
    const kept = { engine: engines.support, token: held('support') }
    rejected = held('community')
    requested = []
    await searchWith('community')
    expect(requested).toEqual(['POST ?variant=community'])
    expect(held('community')).not.toBe(rejected)
    expect(engines.community?.state.search.error).toBeNull()
    expect({ engine: engines.support, token: held('support') }).toEqual(kept)
  })

  it('sign out of both at once where the user signs out of one', async () => {
    vi.stubGlobal('BroadcastChannel', fakeBroadcastChannel())
    await openPage()
    act(() => sources.community?.signOut())
    expect(engines).toEqual({ support: undefined, community: undefined })
  })

  it('hydrate the state of a variant with the token of that variant, and refuse that of another one', async () => {
    const path = freshEndpoint()
    const stateOf = (variant: Variant) =>
      fetchUserState({ token: responseFor(variant), define: () => ({}), fetchState: async () => ({}) })
    const states = { support: await stateOf('support'), community: await stateOf('community') }
    const page = (stateOfSecond: Variant) => (
      <CoveoTokenProvider endpoint={path} fetch={fetchToken} variant="support" initialToken={responseFor('support')}>
        <Results variant="support" state={states.support} />
        <Results variant="community" state={states[stateOfSecond]} />
      </CoveoTokenProvider>
    )
    const { container } = render(page('community'))
    await settle()
    expect(container.textContent).toBe('livelive')
    expect(hydrated).toEqual(['alice-support', 'alice-community'])
    cleanup()
    const second = render(page('support'))
    await settle()
    expect(second.container.textContent).toBe('livegone')
  })
})
