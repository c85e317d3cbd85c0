import { buildSearchEngine, type SearchEngine, type SearchEngineOptions } from '@coveo/headless'
import { buildCaseAssistEngine, type CaseAssistEngine } from '@coveo/headless/case-assist'
import { buildCommerceEngine, type CommerceEngine } from '@coveo/headless/commerce'
import { buildInsightEngine, type InsightEngine } from '@coveo/headless/insight'
import { buildRecommendationEngine, type RecommendationEngine } from '@coveo/headless/recommendation'
import { createTokenSource, placeholderToken, type TokenSource } from '@coveo-token/core/browser'
import { act, cleanup, render } from '@testing-library/react'
import { StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest'
import { CoveoTokenProvider } from '../coveo-token-provider.tsx'
import type { EngineOptions } from './engine-binding.ts'
import { emptyResults } from './fake-world.test.support.ts'
import { useHeadlessEngine } from './use-headless-engine.ts'
import { createUserEndpoint, type UserEndpoint } from './user-endpoint.test.support.ts'

let endpoint: UserEndpoint
let source: TokenSource
let engines: (SearchEngine | undefined)[]

type Configuration = EngineOptions<SearchEngineOptions>['configuration']

function Search({ configuration }: { configuration: Configuration }) {
  engines.push(useHeadlessEngine(buildSearchEngine, { configuration }))
  return null
}

function tree(configuration: Configuration = {}) {
  return (
    <StrictMode>
      <CoveoTokenProvider source={source}>
        <Search configuration={{ analytics: { enabled: false }, ...configuration }} />
      </CoveoTokenProvider>
    </StrictMode>
  )
}

async function settle(ms = 10) {
  await act(async () => {
    await vi.advanceTimersByTimeAsync(ms)
  })
}

function held(engine: SearchEngine | undefined) {
  return engine?.state.configuration.accessToken
}

const context = { language: 'en', country: 'US', currency: 'USD', view: { url: 'https://shop.test/' } } as const

/** For its types: it never runs. */
function useEveryEngine() {
  const engines = {
    search: useHeadlessEngine(buildSearchEngine, { configuration: { search: { searchHub: 'support' } } }),
    commerce: useHeadlessEngine(buildCommerceEngine, {
      configuration: { analytics: { trackingId: 'shop' }, context },
    }),
    insight: useHeadlessEngine(buildInsightEngine, { configuration: { insightId: 'x' } }),
    recommendation: useHeadlessEngine(buildRecommendationEngine, { configuration: {} }),
    caseAssist: useHeadlessEngine(buildCaseAssistEngine, { configuration: { caseAssistId: 'x' } }),
  }
  // @ts-expect-error: the token comes from the source.
  useHeadlessEngine(buildSearchEngine, { configuration: { accessToken: 'xx' } })
  // @ts-expect-error: so does its renewal.
  useHeadlessEngine(buildSearchEngine, { configuration: { renewAccessToken: async () => 'xx' } })
  // @ts-expect-error: an insight engine needs its id.
  useHeadlessEngine(buildInsightEngine, { configuration: {} })
  return engines
}

describe('useHeadlessEngine', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    endpoint = createUserEndpoint()
    engines = []
    source = createTokenSource({ endpoint: '/api/coveo-token', fetch: endpoint.fetch })
  })
  afterEach(() => {
    cleanup()
    source.dispose()
    vi.useRealTimers()
  })

  it('has no engine on the server and before the first token, then one for the organization of the token', async () => {
    expect(renderToString(tree())).toBe('')
    render(tree())
    expect(engines.every((engine) => engine === undefined)).toBe(true)
    await settle()
    expect(engines.at(-1)?.state.configuration).toMatchObject({ organizationId: 'acme' })
    expect(held(engines.at(-1))).toBe(source.getSnapshot().token)
  })

  it('keeps the engine through renewals and renders, and passes each new token to it', async () => {
    const { rerender } = render(tree())
    await settle()
    const engine = engines.at(-1)
    await act(() => source.renew())
    rerender(tree({ search: { searchHub: 'other' } }))
    expect(engines.at(-1)).toBe(engine)
    expect(endpoint.minted).toBe(2)
    expect(held(engine)).toBe(source.getSnapshot().token)
  })

  it.each(['alice', 'bob'])(
    'sends no search of a restored page before the endpoint has named its user, %s',
    async (user) => {
      render(tree())
      await settle()
      const engine = engines.at(-1)
      const searched: (string | null)[] = []
      vi.stubGlobal('fetch', async (_url: string, init: RequestInit) => {
        searched.push(new Headers(init.headers).get('authorization'))
        return Response.json(emptyResults)
      })
      endpoint.user = user
      endpoint.respondsAt = new Promise((resolve) => setTimeout(resolve, 5_000))
      act(() => void window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true })))
      engine?.executeFirstSearch()
      await settle(4_000)
      expect(searched).toEqual([])
      await settle(4_000)
      expect(searched).toEqual(user === 'alice' ? [`Bearer ${source.getSnapshot().token}`] : [])
      vi.unstubAllGlobals()
    },
  )

  it('releases the engine at sign-out, without a token in it, and builds the next user a new one', async () => {
    render(tree())
    await settle()
    const alice = engines.at(-1)
    act(() => source.signOut())
    expect(engines.at(-1)).toBeUndefined()
    expect(held(alice)).toBe(placeholderToken)
    endpoint.user = 'bob'
    await act(() => source.renew())
    expect(engines.at(-1)).not.toBe(alice)
    expect(held(engines.at(-1))).toBe(source.getSnapshot().token)
    expect(held(alice)).toBe(placeholderToken)
  })

  it('builds a new engine when the next token is one of another user', async () => {
    render(tree())
    await settle()
    const alice = engines.at(-1)
    endpoint.user = 'bob'
    await act(() => source.renew())
    expect(engines.at(-1)).not.toBe(alice)
    expect(engines.at(-1)).toBeDefined()
  })

  it('passes its configuration on, and keeps the environment', async () => {
    const proxyBaseUrl = 'http://127.0.0.1:4400/rest/search/v2'
    render(tree({ search: { searchHub: 'support', proxyBaseUrl }, environment: 'hipaa' }))
    await settle()
    const engine = engines.at(-1)
    expect(engine?.state.configuration.search.apiBaseUrl).toBe(proxyBaseUrl)
    expect(engine?.state.searchHub).toBe('support')
    await act(() => source.renew())
    expect(engine?.state.configuration).toMatchObject({ environment: 'hipaa', accessToken: source.getSnapshot().token })
  })

  it('has the types of `build` without the token', () => {
    expectTypeOf(useEveryEngine).returns.toEqualTypeOf<{
      search: SearchEngine | undefined
      commerce: CommerceEngine | undefined
      insight: InsightEngine | undefined
      recommendation: RecommendationEngine | undefined
      caseAssist: CaseAssistEngine | undefined
    }>()
  })
})
