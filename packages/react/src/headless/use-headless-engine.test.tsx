import { buildSearchEngine, type SearchEngine, type SearchEngineOptions } from '@coveo/headless'
import { createTokenSource, placeholderToken, type TokenSource } from '@coveo-token/core/browser'
import { act, cleanup, render } from '@testing-library/react'
import { StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest'
import { CoveoTokenProvider } from '../coveo-token-provider.tsx'
import type { EngineOptions } from './engine-binding.ts'
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

  it('keeps the engine through renewals and renders, and gives it each new token', async () => {
    const { rerender } = render(tree())
    await settle()
    const engine = engines.at(-1)
    await act(() => source.renew())
    rerender(tree({ search: { searchHub: 'other' } }))
    expect(engines.at(-1)).toBe(engine)
    expect(endpoint.minted).toBe(2)
    expect(held(engine)).toBe(source.getSnapshot().token)
  })

  it('lets the engine go at sign-out, without a token in it, and builds the next user a new one', async () => {
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

  it('builds a new engine when the session turns out to be another user’s', async () => {
    render(tree())
    await settle()
    const alice = engines.at(-1)
    endpoint.user = 'bob'
    await act(() => source.renew())
    expect(engines.at(-1)).not.toBe(alice)
    expect(engines.at(-1)).toBeDefined()
  })

  it('sends searches where it is told to', async () => {
    const proxyBaseUrl = 'http://127.0.0.1:4400/rest/search/v2'
    render(tree({ search: { searchHub: 'support', proxyBaseUrl }, environment: 'hipaa' }))
    await settle()
    const engine = engines.at(-1)
    expect(engine?.state.configuration.search.apiBaseUrl).toBe(proxyBaseUrl)
    expect(engine?.state.searchHub).toBe('support')
    await act(() => source.renew())
    expect(engine?.state.configuration).toMatchObject({ environment: 'hipaa', accessToken: source.getSnapshot().token })
  })

  it('leaves the tokens to the source', () => {
    expectTypeOf<ReturnType<typeof useHeadlessEngine<SearchEngineOptions, SearchEngine>>>().toEqualTypeOf<
      SearchEngine | undefined
    >()
    // @ts-expect-error: the engine's token comes from the source.
    const configuration: Configuration = { accessToken: 'x' }
    expect(configuration).toBeDefined()
  })
})
