import type { TokenSource } from '@coveo-token/core/browser'
import { act, cleanup, render } from '@testing-library/react'
import { Component, type ReactNode, StrictMode, Suspense, startTransition, useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CoveoTokenProvider } from './coveo-token-provider.tsx'
import {
  fetch,
  freshEndpoint,
  Show,
  settle,
  shown,
  startPage,
  stopPage,
  tokenResponse,
  WatchSource,
} from './page.test.support.tsx'
import { disposePageSources } from './page-entries.ts'
import { useSuspenseCoveoToken } from './use-suspense-coveo-token.ts'

function Settled() {
  const { status, token } = useSuspenseCoveoToken()
  return <p data-testid="token">{`${status} ${token ?? '-'}`}</p>
}

class Boundary extends Component<{ children: ReactNode }> {
  override state = { message: '' }
  static getDerivedStateFromError({ message }: Error) {
    return { message }
  }
  override render() {
    return this.state.message || this.props.children
  }
}

let setUser: (user: string) => void

/** Changes its session in a transition. */
function TransitionPage({ endpoint }: { endpoint: string }) {
  const [user, set] = useState('alice')
  setUser = (next) => startTransition(() => set(next))
  return (
    <CoveoTokenProvider endpoint={endpoint} sessionKey={user}>
      <Suspense fallback="waiting">
        <Settled />
      </Suspense>
      <Show name="header" />
    </CoveoTokenProvider>
  )
}

/** Fails to render for its second session. */
function FailingPage({ endpoint }: { endpoint: string }) {
  const [user, set] = useState('alice')
  setUser = set
  return (
    <Boundary>
      <CoveoTokenProvider endpoint={endpoint} sessionKey={user}>
        <Fails user={user} />
      </CoveoTokenProvider>
    </Boundary>
  )
}

function Fails({ user }: { user: string }) {
  if (user === 'bob') throw new Error('No page for Bob.')
  return null
}

/** An endpoint that responds when the test calls `respond`. */
function holdResponses() {
  let respond = () => {}
  const released = new Promise<void>((resolve) => {
    respond = resolve
  })
  fetch.mockImplementation(async () => {
    await released
    return Response.json(tokenResponse())
  })
  return respond
}

describe('the source of a page', () => {
  beforeEach(startPage)
  afterEach(stopPage)

  it('takes the same initial token again after `disposePageSources()`', async () => {
    const endpoint = freshEndpoint()
    const initialToken = tokenResponse()
    for (let page = 1; page <= 2; page++) {
      render(
        <CoveoTokenProvider endpoint={endpoint} initialToken={initialToken}>
          <Show />
        </CoveoTokenProvider>,
      )
      await settle(100)
      expect(shown()).toBe('ready t1')
      cleanup()
      disposePageSources()
    }
    expect(fetch).not.toHaveBeenCalled()
  })

  it('keeps two providers with different session keys apart, with one request each', async () => {
    const endpoint = freshEndpoint()
    const header = (
      <CoveoTokenProvider endpoint={endpoint} sessionKey="alice">
        <Show name="header" />
      </CoveoTokenProvider>
    )
    const { rerender } = render(header)
    await settle(100)
    const both = (
      <>
        {header}
        <CoveoTokenProvider endpoint={endpoint}>
          <Show name="widget" />
        </CoveoTokenProvider>
      </>
    )
    rerender(both)
    await settle(1_000)
    rerender(both)
    await settle(60_000)
    expect([shown('header'), shown('widget')]).toEqual(['ready t1', 'ready t2'])
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  it('is one for two spellings of an address', async () => {
    const path = freshEndpoint()
    render(
      <>
        <CoveoTokenProvider endpoint={path}>
          <Show name="path" />
        </CoveoTokenProvider>
        <CoveoTokenProvider endpoint={new URL(path, location.href).href}>
          <Show name="url" />
        </CoveoTokenProvider>
      </>,
    )
    await settle(100)
    expect([shown('path'), shown('url')]).toEqual(['ready t1', 'ready t1'])
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it('stays on the page while a transition loads the next session, in StrictMode too', async () => {
    const endpoint = freshEndpoint()
    await act(async () => void render(<TransitionPage endpoint={endpoint} />, { wrapper: StrictMode }))
    await settle(100)
    const respond = holdResponses()
    await act(async () => setUser('bob'))
    await settle(100)
    expect([shown(), shown('header')]).toEqual(['ready t1', 'ready t1'])
    respond()
    await settle(100)
    expect([shown(), shown('header')]).toEqual(['ready t2', 'ready t2'])
  })

  it('is unchanged by a render that React abandons', async () => {
    const endpoint = freshEndpoint()
    vi.spyOn(console, 'error').mockImplementation(() => {})
    render(
      <>
        <CoveoTokenProvider endpoint={endpoint} sessionKey="alice">
          <Show />
        </CoveoTokenProvider>
        <FailingPage endpoint={endpoint} />
      </>,
    )
    await settle(100)
    await act(async () => setUser('bob'))
    await settle(60_000)
    expect(shown()).toBe('ready t1')
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it('drops the token of a session that the page has left', async () => {
    const endpoint = freshEndpoint()
    const sources: TokenSource[] = []
    const page = (user: string) => (
      <CoveoTokenProvider key={user} endpoint={endpoint} sessionKey={user}>
        <Show />
        <WatchSource onSource={(source) => sources.push(source)} />
      </CoveoTokenProvider>
    )
    const { rerender } = render(page('alice'))
    await settle(100)
    rerender(page('bob'))
    await settle(100)
    expect(sources[0]?.getSnapshot().token).toBeUndefined()
    expect(sources.at(-1)?.getSnapshot()).toMatchObject({ token: 't2' })
  })

  it('survives its disposal by a component: the next subscription starts afresh', async () => {
    let source: TokenSource | undefined
    const page = (
      <CoveoTokenProvider endpoint={freshEndpoint()}>
        <Show />
        <WatchSource onSource={(used) => (source = used)} />
      </CoveoTokenProvider>
    )
    const { unmount } = render(page)
    await settle(100)
    act(() => source?.dispose())
    unmount()
    render(page)
    await settle(100)
    expect(shown()).toBe('ready t2')
  })
})
