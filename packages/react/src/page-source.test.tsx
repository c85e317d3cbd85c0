import type { TokenResponse, TokenSource } from '@coveo-token/core/browser'
import { act, cleanup, render } from '@testing-library/react'
import { Component, type ReactNode, StrictMode, Suspense, startTransition, useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CoveoTokenProvider } from './coveo-token-provider.tsx'
import {
  fetch,
  freshEndpoint,
  responseFor,
  Show,
  settle,
  shown,
  startPage,
  stopPage,
  tokenResponse,
  WatchSource,
} from './page.test.support.tsx'
import { disposePageSources } from './page-entries.ts'
import { useCoveoToken } from './use-coveo-token.ts'
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

function WatchStatus({ onStatus }: { onStatus: (status: string) => void }) {
  onStatus(useCoveoToken().status)
  return null
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

  it('moves every component to the user of a new initial token', async () => {
    const endpoint = freshEndpoint()
    const page = (user: string) => (
      <>
        <CoveoTokenProvider endpoint={endpoint}>
          <Show name="header" />
        </CoveoTokenProvider>
        <CoveoTokenProvider endpoint={endpoint} initialToken={responseFor(user)}>
          <Show />
        </CoveoTokenProvider>
      </>
    )
    const { rerender } = render(page('alice'))
    await settle(100)
    rerender(page('bob'))
    await settle(100)
    expect([shown('header'), shown()]).toEqual(['ready bob-t2', 'ready bob-t2'])
    expect(fetch).not.toHaveBeenCalled()
    await settle(2_800_000)
    expect([shown('header'), shown()]).toEqual(['ready t3', 'ready t3'])
  })

  // React prints an error for an update that an insertion effect causes, and a test that prints fails.
  it.each(['alice', null])(
    'moves from %s to the next user where two providers take the same initial token',
    async (user) => {
      const endpoint = freshEndpoint()
      const page = (initialToken: TokenResponse | null) =>
        ['header', 'token'].map((name) => (
          <CoveoTokenProvider key={name} endpoint={endpoint} initialToken={initialToken}>
            <Show name={name} />
          </CoveoTokenProvider>
        ))
      const { rerender } = render(page(user === null ? null : responseFor(user)))
      await settle(100)
      const next = responseFor('bob')
      rerender(page(next))
      await settle(100)
      expect([shown('header'), shown()]).toEqual([`ready ${next.token}`, `ready ${next.token}`])
    },
  )

  it('keeps the initial token of each of two providers with session keys of their own', async () => {
    const endpoint = freshEndpoint()
    const states: string[] = []
    render(
      ['alice', 'bob'].map((user) => (
        <CoveoTokenProvider key={user} endpoint={endpoint} sessionKey={user} initialToken={responseFor(user)}>
          <Show name={user} />
          <WatchStatus onStatus={(status) => states.push(`${user} ${status}`)} />
        </CoveoTokenProvider>
      )),
    )
    await settle(1_000)
    expect([shown('alice'), shown('bob')]).toEqual(['ready alice-t1', 'ready bob-t2'])
    expect(new Set(states)).toEqual(new Set(['alice ready', 'bob ready']))
    expect(fetch).not.toHaveBeenCalled()
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
