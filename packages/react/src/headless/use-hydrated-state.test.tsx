import { createTokenSource, placeholderToken, type TokenSource } from '@coveo-token/core/browser'
import { act, cleanup, render } from '@testing-library/react'
import { Component, type ReactNode, StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CoveoTokenProvider } from '../coveo-token-provider.tsx'
import { fetchUserState } from '../headless-ssr/fetch-user-state.ts'
import type { SearchAccess } from '../headless-ssr/search-access.ts'
import { apis, type Define, type SearchState } from '../headless-ssr/two-users.test.support.ts'
import { type HydrationOptions, useHydratedState } from './use-hydrated-state.ts'
import { createUserEndpoint, type UserEndpoint } from './user-endpoint.test.support.ts'

type Hydrated = Awaited<ReturnType<ReturnType<Define>['hydrateStaticState']>>

let endpoint: UserEndpoint
let source: TokenSource
let sent: string[]
let seen: (Hydrated | undefined)[]
/** Whether Coveo rejects a token. */
let rejects: (token: string) => boolean

async function coveo(_: unknown, init?: RequestInit) {
  const token = new Headers(init?.headers).get('authorization') ?? ''
  sent.push(token)
  if (rejects(token)) return Response.json({ statusCode: 401, message: 'no', type: 'InvalidToken' }, { status: 401 })
  const results = [{ title: `for ${sent.length}`, uniqueId: 'a', uri: 'a', raw: {} }]
  return Response.json({
    results,
    facets: [],
    triggers: [],
    completions: [],
    queryCorrections: [],
    totalCount: 1,
    totalCountFiltered: 1,
    searchUid: 'uid',
  })
}

async function settle() {
  await act(async () => {
    await vi.advanceTimersByTimeAsync(10)
  })
}

function submitSearch({ controllers }: Hydrated, text: string) {
  controllers.searchBox.updateText(text)
  controllers.searchBox.submit()
}

type SearchProps = HydrationOptions<ReturnType<Define>, SearchState, Hydrated>

function Search(options: SearchProps) {
  const hydration = useHydratedState(options)
  seen.push(hydration.phase === 'live' ? hydration.live : undefined)
  return <p>{hydration.phase}</p>
}

class Boundary extends Component<{ children: ReactNode }> {
  override state = { said: '' }
  static getDerivedStateFromError(error: Error) {
    return { said: error.message }
  }
  override render() {
    return this.state.said || this.props.children
  }
}

describe.each(apis)('useHydratedState with %s', (_name, defineAny) => {
  const define = (access: SearchAccess) =>
    defineAny({ ...access, proxyBaseUrl: 'http://127.0.0.1:4400/rest/search/v2' })
  let hydrate: SearchProps['hydrate']

  function tree(state: SearchState | undefined) {
    return (
      <StrictMode>
        <CoveoTokenProvider source={source}>
          <Boundary>
            <Search state={state} define={define} hydrate={hydrate} />
          </Boundary>
        </CoveoTokenProvider>
      </StrictMode>
    )
  }

  async function rendered() {
    const initialToken = endpoint.response()
    source = createTokenSource({
      endpoint: '/api/coveo-token',
      initialToken,
      fetch: endpoint.fetch,
    })
    const fetchState = (definition: ReturnType<typeof define>) => definition.fetchStaticState()
    const [state] = await Promise.all([
      fetchUserState({ token: initialToken, define, fetchState }),
      vi.advanceTimersByTimeAsync(10),
    ])
    return state
  }

  beforeEach(() => {
    vi.useFakeTimers()
    // Without the checks of Reselect, which warn of Headless's own selectors.
    vi.stubEnv('NODE_ENV', 'production')
    vi.stubGlobal('fetch', coveo)
    endpoint = createUserEndpoint()
    sent = []
    seen = []
    rejects = () => false
    hydrate = (definition, state) => definition.hydrateStaticState(state)
  })
  afterEach(() => {
    cleanup()
    source.dispose()
    vi.useRealTimers()
  })

  it('takes over the server’s state without searching again, and continues with this browser’s token', async () => {
    const state = await rendered()
    expect(renderToString(tree(state))).toContain('server')
    render(tree(state))
    await settle()
    const engine = seen.at(-1)?.engine
    expect(document.body.textContent).toBe('live')
    expect(sent).toHaveLength(1)
    expect(engine?.state.search?.results).toMatchObject([{ title: 'for 1' }])
    expect(engine?.state.configuration.accessToken).toBe(source.getSnapshot().token)

    const before = source.getSnapshot().token
    await act(() => source.renew())
    expect(seen.at(-1)?.engine).toBe(engine)
    expect(engine?.state.configuration.accessToken).toBe(source.getSnapshot().token)
    expect(source.getSnapshot().token).not.toBe(before)
  })

  it('releases the engine at sign-out, and never shows one user’s page to the next', async () => {
    const state = await rendered()
    render(tree(state))
    await settle()
    const engine = seen.at(-1)?.engine
    act(() => source.signOut())
    expect(seen.at(-1)).toBeUndefined()
    expect(engine?.state.configuration.accessToken).toBe(placeholderToken)
    endpoint.user = 'bob'
    await act(() => source.renew())
    await settle()
    expect(seen.at(-1)).toBeUndefined()
    expect(engine?.state.configuration.accessToken).toBe(placeholderToken)
  })

  it('leaves no token in the engine after its component', async () => {
    const { unmount } = render(tree(await rendered()))
    await settle()
    const engine = seen.at(-1)?.engine
    expect(engine?.state.configuration.accessToken).toBe(source.getSnapshot().token)
    unmount()
    expect(engine?.state.configuration.accessToken).toBe(placeholderToken)
  })

  it.each([
    ['releases the state of a cached page when the first token is another user’s', 'bob', 'gone'],
    ['hydrates the state of a cached page when the first token is of the same user', 'alice', 'live'],
  ])('%s', async (_title, user, phase) => {
    const navigation = { type: 'navigate', deliveryType: 'cache', transferSize: 0 }
    const cached = vi.spyOn(performance, 'getEntriesByType').mockReturnValue([navigation as never])
    const state = await rendered()
    endpoint.user = user
    render(tree(state))
    await settle()
    cached.mockRestore()
    expect(source.getSnapshot()).toMatchObject({ subject: user, origin: 'endpoint' })
    expect(document.body.textContent).toBe(phase)
  })

  it('reports a token that Coveo rejects after the hydration, and searches with the next one', async () => {
    const state = await rendered()
    render(tree(state))
    await settle()
    const live = seen.at(-1) as Hydrated
    const rejected = `Bearer ${source.getSnapshot().token}`
    rejects = (token) => token === rejected
    sent = []
    act(() => submitSearch(live, 'again'))
    await act(() => vi.advanceTimersByTimeAsync(5_000))
    expect(endpoint.reports).toEqual(['f1'])
    expect([...new Set(sent)]).toEqual([rejected, `Bearer ${source.getSnapshot().token}`])
    expect(live.engine.state.search).toMatchObject({ error: null, results: [{ title: `for ${sent.length}` }] })
    expect(live.engine.state.configuration.accessToken).toBe(source.getSnapshot().token)
  })

  it('stops when Coveo rejects every token', async () => {
    const state = await rendered()
    render(tree(state))
    await settle()
    const live = seen.at(-1) as Hydrated
    rejects = () => true
    sent = []
    act(() => submitSearch(live, 'again'))
    await act(() => vi.advanceTimersByTimeAsync(60_000))
    expect(endpoint.reports.length).toBeLessThanOrEqual(2)
    // The search and its suggestions, each once and with each token that was reported.
    expect(sent.length).toBeLessThanOrEqual(6)
    expect(live.engine.state.search?.error).not.toBeNull()
  })

  it('drops the hydrated engine when the user signs out during hydration', async () => {
    const state = await rendered()
    let letGo = () => {}
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    let late: Hydrated | undefined
    hydrate = async (definition, rendered) => {
      late = await definition.hydrateStaticState(rendered)
      await held
      return late
    }
    render(tree(state))
    await settle()
    act(() => source.signOut())
    letGo()
    await settle()
    expect(seen.every((hydrated) => hydrated === undefined)).toBe(true)
    expect(late?.engine.state.configuration.accessToken).toBe(placeholderToken)
  })

  it('is never live when the server had no state, and throws the error of Headless', async () => {
    await rendered()
    render(tree(undefined))
    await settle()
    expect(document.body.textContent).toBe('server')
    cleanup()

    vi.spyOn(console, 'error').mockImplementation(() => {})
    hydrate = () => Promise.reject(new Error('not a state'))
    render(tree({ controllers: { results: { state: { results: [] } } } }))
    await settle()
    expect(document.body.textContent).toBe('not a state')
  })
})
