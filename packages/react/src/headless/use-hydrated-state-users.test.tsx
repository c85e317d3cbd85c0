import { createTokenSource, type TokenResponse, type TokenSource } from '@coveo-token/core/browser'
import { act, cleanup, render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CoveoTokenProvider } from '../coveo-token-provider.tsx'
import { fetchUserState } from '../headless-ssr/fetch-user-state.ts'
import { WatchSource } from '../page.test.support.tsx'
import { useHydratedState } from './use-hydrated-state.ts'
import { createUserEndpoint, type UserEndpoint } from './user-endpoint.test.support.ts'

interface ResultsState {
  results: string[]
}

let endpoint: UserEndpoint
let pages = 0
let path: string

/** A state of the user who is signed in, without the network of Headless. */
async function stateOf(token: TokenResponse): Promise<ResultsState> {
  const state = await fetchUserState({
    token,
    define: () => ({}),
    fetchState: async () => ({ results: [`secret of ${token.subject}`] }),
  })
  if (!state) throw new Error('The search failed.')
  return state
}

/** As a cache or a router stores it. */
function copyOf(state: ResultsState): ResultsState {
  return JSON.parse(JSON.stringify(state))
}

function tokenOf(user: string): TokenResponse {
  endpoint.user = user
  return endpoint.response()
}

const engine = { state: { configuration: { accessToken: '' } }, dispatch: () => {}, subscribe: () => {} }

function Results({ state }: { state: ResultsState }) {
  const hydration = useHydratedState({
    state,
    define: () => ({}),
    hydrate: async (_definition, { results }) => ({ engine, results }),
  })
  if (hydration.phase === 'gone') return <p>gone</p>
  const results = hydration.phase === 'live' ? hydration.live.results : hydration.state?.results
  return <p>{`${hydration.phase}: ${results}`}</p>
}

interface PageProps {
  state: ResultsState
  initialToken?: TokenResponse | null
  source?: TokenSource
}

function Page({ state, ...props }: PageProps) {
  return (
    <CoveoTokenProvider endpoint={path} fetch={endpoint.fetch} {...props}>
      <Results state={state} />
    </CoveoTokenProvider>
  )
}

async function settle() {
  await act(() => vi.advanceTimersByTimeAsync(100))
}

describe('useHydratedState and users', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    endpoint = createUserEndpoint()
    path = `/token-${++pages}`
  })
  afterEach(() => {
    cleanup()
    vi.useRealTimers()
  })

  it('hydrates the state of the user of the page', async () => {
    const alice = tokenOf('alice')
    const state = copyOf(await stateOf(alice))
    expect(renderToString(<Page state={state} initialToken={alice} />)).toContain('server: secret of alice')
    const { container } = render(<Page state={state} initialToken={alice} />)
    await settle()
    expect(container.textContent).toBe('live: secret of alice')
  })

  it('refuses the state of another user from a cache, on the server and in the page', async () => {
    const state = copyOf(await stateOf(tokenOf('alice')))
    const page = <Page state={state} initialToken={tokenOf('bob')} />
    const html = renderToString(page)
    expect(html).not.toContain('alice')
    const container = document.createElement('div')
    container.innerHTML = html
    const problems: unknown[] = []
    const root = hydrateRoot(container, page, { onRecoverableError: (error) => problems.push(error) })
    await settle()
    expect(container.textContent).toBe('gone')
    expect(problems).toEqual([])
    act(() => root.unmount())
  })

  it('never shows the state of another user to a page that holds a token already', async () => {
    const state = copyOf(await stateOf(tokenOf('alice')))
    endpoint.user = 'bob'
    const source = createTokenSource({ fetch: endpoint.fetch })
    await source.getToken()
    const { container } = render(<Page state={state} source={source} />)
    expect(container.textContent).toBe('gone')
    source.dispose()
  })

  it('refuses the state of another user as soon as the first token comes', async () => {
    const state = copyOf(await stateOf(tokenOf('alice')))
    endpoint.user = 'bob'
    const { container } = render(<Page state={state} />)
    await settle()
    expect(container.textContent).toBe('gone')
  })

  it('refuses the state of a user to a page without one', async () => {
    const state = copyOf(await stateOf(tokenOf('alice')))
    const page = <Page state={state} initialToken={null} />
    expect(renderToString(page)).not.toContain('alice')
    const { container } = render(page)
    expect(container.textContent).toBe('gone')
  })

  it('refuses the state of one variant to another one', async () => {
    const state = await stateOf({ ...tokenOf('alice'), subject: 'alice-community' })
    const { container } = render(
      <Page state={state} initialToken={{ ...tokenOf('alice'), subject: 'alice-support' }} />,
    )
    expect(container.textContent).toBe('gone')
  })

  it('shows the state of a document before the first token', async () => {
    const page = <Page state={copyOf(await stateOf(tokenOf('alice')))} />
    const container = document.createElement('div')
    container.innerHTML = renderToString(page)
    endpoint.respondsAt = new Promise((resolve) => setTimeout(resolve, 1_000))
    const root = await act(() => hydrateRoot(container, page))
    await settle()
    expect(container.textContent).toBe('server: secret of alice')
    act(() => root.unmount())
  })

  describe('a state that a router fetched for an earlier user, before the page has a token', () => {
    it('is not shown in the page of the next session', async () => {
      const alice = tokenOf('alice')
      const state = copyOf(await stateOf(alice))
      const page = (sessionKey: string, children?: ReactNode) => (
        <CoveoTokenProvider
          endpoint={path}
          fetch={endpoint.fetch}
          sessionKey={sessionKey}
          initialToken={sessionKey === 'alice' ? alice : undefined}
        >
          {children}
        </CoveoTokenProvider>
      )
      const { container, rerender } = render(page('alice'))
      await settle()
      endpoint.user = 'bob'
      endpoint.respondsAt = new Promise((resolve) => setTimeout(resolve, 1_000))
      rerender(page('bob', <Results state={state} />))
      await settle()
      expect(container.textContent).not.toContain('alice')
    })

    it('is not shown after a sign-out', async () => {
      const initialToken = tokenOf('alice')
      const state = copyOf(await stateOf(initialToken))
      let source: TokenSource | undefined
      const page = (children: ReactNode) => (
        <CoveoTokenProvider endpoint={path} fetch={endpoint.fetch} initialToken={initialToken}>
          {children}
        </CoveoTokenProvider>
      )
      const watch = <WatchSource onSource={(used) => (source = used)} />
      render(page(watch))
      await settle()
      act(() => source?.signOut())
      cleanup()
      endpoint.respondsAt = new Promise((resolve) => setTimeout(resolve, 1_000))
      const { container } = render(page(<Results state={state} />))
      await settle()
      expect(container.textContent).not.toContain('alice')
    })
  })

  describe('a state without a mark', () => {
    const byHand = { results: ['secret of alice'] }

    it('is that of the user for whom its page was rendered', async () => {
      const { container } = render(<Page state={byHand} initialToken={tokenOf('alice')} />)
      await settle()
      expect(container.textContent).toBe('live: secret of alice')
    })

    it('is refused where a router shows the page of a user again who signed out', async () => {
      const initialToken = tokenOf('alice')
      let source: TokenSource | undefined
      const page = () => (
        <CoveoTokenProvider endpoint={path} fetch={endpoint.fetch} initialToken={initialToken}>
          <Results state={copyOf(byHand)} />
          <WatchSource onSource={(used) => (source = used)} />
        </CoveoTokenProvider>
      )
      render(page())
      await settle()
      act(() => source?.signOut())
      cleanup()
      endpoint.user = 'bob'
      await source?.renew()
      const { container } = render(page())
      expect(container.textContent).toBe('gone')
      await settle()
      expect(container.textContent).toBe('gone')
    })
  })
})
