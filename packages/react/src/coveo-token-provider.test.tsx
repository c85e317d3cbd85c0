import { createTokenSource, type TokenResponse, type TokenSource } from '@coveo-token/core/browser'
import { act, render, screen } from '@testing-library/react'
import { StrictMode, useEffect, useMemo } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CoveoTokenProvider } from './coveo-token-provider.tsx'
import {
  fetch,
  freshEndpoint,
  Page,
  responseFor,
  Show,
  settle,
  shown,
  startPage,
  stopPage,
  tokenResponse,
  WatchSource,
} from './page.test.support.tsx'

function OwnSource() {
  const source = useMemo(() => createTokenSource({ endpoint: '/own', fetch }), [])
  useEffect(() => () => source.dispose(), [source])
  return (
    <CoveoTokenProvider source={source}>
      <Show />
    </CoveoTokenProvider>
  )
}

describe('CoveoTokenProvider', () => {
  beforeEach(startPage)
  afterEach(stopPage)

  it('shows the same on the server and in the first render of the page, without a flash', async () => {
    const page = <Page endpoint={freshEndpoint()} initialToken={tokenResponse()} />
    const html = renderToString(page)
    expect(html).toContain('ready t1')
    const container = document.createElement('div')
    document.body.append(container)
    container.innerHTML = html
    const seen: (string | null)[] = []
    const observer = new MutationObserver(() => seen.push(screen.getByTestId('token').textContent))
    observer.observe(container, { subtree: true, childList: true, characterData: true })
    const problems: unknown[] = []
    const root = hydrateRoot(container, page, { onRecoverableError: (error) => problems.push(error) })
    await settle(100)
    expect(problems).toEqual([])
    expect(seen.every((text) => text === 'ready t1')).toBe(true)
    expect(shown()).toBe('ready t1')
    expect(Number(shown('expires-at'))).toBeGreaterThan(Date.now())
    expect(fetch).not.toHaveBeenCalled()
    observer.disconnect()
    act(() => root.unmount())
    container.remove()
  })

  it('has one source for each endpoint and session', () => {
    const sources: TokenSource[] = []
    const tree = (endpoint: string, sessionKey?: string) => (
      <CoveoTokenProvider endpoint={endpoint} sessionKey={sessionKey}>
        <WatchSource onSource={(source) => sources.push(source)} />
      </CoveoTokenProvider>
    )
    const [one, other] = [freshEndpoint(), freshEndpoint()]
    for (const [endpoint, session] of [[one], [one, ''], [one, 'a'], [one, 'b'], [other], [other, ''], [other, 'a']]) {
      render(tree(endpoint ?? '', session))
    }
    expect(sources[1]).toBe(sources[0])
    expect(sources[5]).toBe(sources[4])
    expect(new Set(sources).size).toBe(5)
    render(tree(one, 'b'))
    expect(sources.at(-1)).toBe(sources[3])
  })

  it('renders two users on one server without a trace of the other, whether or not it has a window', () => {
    const endpoint = freshEndpoint()
    const [alice, bob] = [tokenResponse(), tokenResponse()]
    for (const window of [undefined, globalThis]) {
      vi.stubGlobal('window', window)
      for (let request = 0; request < 100; request++) {
        const [mine, other] = request % 2 ? [alice, bob] : [bob, alice]
        const html = renderToString(<Page endpoint={endpoint} initialToken={mine} />)
        expect(html).toContain(`ready ${mine.token}`)
        expect(html).not.toContain(other.token)
      }
      expect(renderToString(<Page endpoint={endpoint} />)).toContain('loading -')
      expect(renderToString(<Page endpoint={endpoint} initialToken={null} />)).toContain('signed-out -')
    }
    expect(fetch).not.toHaveBeenCalled()
  })

  describe('initialToken', () => {
    /** Renders the page with one initial token after the other, and returns what each of its renders showed. */
    async function showInTurn(...initialTokens: (TokenResponse | null | undefined)[]) {
      const endpoint = freshEndpoint()
      const page = (token: TokenResponse | null | undefined) => <Page endpoint={endpoint} initialToken={token} />
      const { rerender } = render(page(initialTokens[0]))
      await settle(100)
      const first = [shown()]
      for (const token of initialTokens.slice(1)) {
        rerender(page(token))
        first.push(shown())
        await settle(100)
        expect(shown()).toBe(first.at(-1))
      }
      return first
    }

    it('starts afresh with the token of another user', async () => {
      expect(await showInTurn(responseFor('alice'), responseFor('bob'))).toEqual(['ready alice-t1', 'ready bob-t2'])
      expect(fetch).not.toHaveBeenCalled()
    })

    it('starts afresh where subjects are unknown', async () => {
      const withoutSubject = () => ({ ...tokenResponse(), subject: undefined })
      expect(await showInTurn(withoutSubject(), withoutSubject())).toEqual(['ready t1', 'ready t2'])
    })

    it('keeps the token when a later one is for the same user', async () => {
      expect(await showInTurn(responseFor('alice'), responseFor('alice'))).toEqual(['ready alice-t1', 'ready alice-t1'])
    })

    it('makes a signed-out page ready', async () => {
      const alice = responseFor('alice')
      const texts = await showInTurn(null, alice, undefined, null, responseFor('alice'))
      expect(texts).toEqual(['signed-out -', 'ready alice-t1', 'ready alice-t1', 'signed-out -', 'ready alice-t2'])
      expect(fetch).not.toHaveBeenCalled()
    })

    it('makes a signed-out page request a token where the page had this one before', async () => {
      const endpoint = freshEndpoint()
      const alice = responseFor('alice')
      const { rerender } = render(<Page endpoint={endpoint} initialToken={alice} />)
      await settle(100)
      rerender(<Page endpoint={endpoint} initialToken={null} />)
      expect(shown()).toBe('signed-out -')
      rerender(<Page endpoint={endpoint} initialToken={alice} />)
      expect(shown()).toBe('loading -')
      await settle(100)
      expect([shown(), fetch.mock.calls.length]).toEqual(['ready t2', 1])
    })

    it('makes a signed-out page ready with a token that the server still had in its cache', async () => {
      const alice = responseFor('alice')
      const texts = await showInTurn(alice, null, { ...alice, expiresIn: 3_470, refreshIn: 2_700 })
      expect(texts).toEqual(['ready alice-t1', 'signed-out -', 'ready alice-t1'])
      expect(fetch).not.toHaveBeenCalled()
    })

    it('makes a page ready after `signOut()` when the server renders the token of its cache again', async () => {
      let source: TokenSource | undefined
      const endpoint = freshEndpoint()
      const alice = responseFor('alice')
      const page = (initialToken: TokenResponse) => (
        <CoveoTokenProvider endpoint={endpoint} initialToken={initialToken}>
          <Show />
          <WatchSource onSource={(used) => (source = used)} />
        </CoveoTokenProvider>
      )
      const { rerender } = render(page(alice))
      await settle(100)
      act(() => source?.signOut())
      rerender(page(alice))
      expect(shown()).toBe('signed-out -')
      rerender(page({ ...alice, expiresIn: 3_470, refreshIn: 2_700 }))
      expect(shown()).toBe('ready alice-t1')
      await settle(100)
      expect([shown(), fetch.mock.calls.length]).toEqual(['ready alice-t1', 0])
    })

    it('makes a page ready whose endpoint responds 401', async () => {
      fetch.mockImplementation(async () => new Response('{}', { status: 401 }))
      expect(await showInTurn(undefined, responseFor('alice'))).toEqual([
        'signed-out - not-authenticated',
        'ready alice-t1',
      ])
    })

    it('does not undo a sign-out when the page mounts again with it', async () => {
      let source: TokenSource | undefined
      const endpoint = freshEndpoint()
      const initialToken = responseFor('alice')
      const page = (
        <CoveoTokenProvider endpoint={endpoint} initialToken={initialToken}>
          <Show />
          <WatchSource onSource={(used) => (source = used)} />
        </CoveoTokenProvider>
      )
      const { unmount } = render(page)
      await settle(100)
      act(() => source?.signOut())
      fetch.mockImplementation(async () => new Response('{}', { status: 401 }))
      unmount()
      render(page)
      expect(shown()).toBe('loading -')
      await settle(100)
      expect(shown()).toBe('signed-out - not-authenticated')
    })

    it('sends no request when it is null, until the user signs in', async () => {
      let source: TokenSource | undefined
      const page = (
        <StrictMode>
          <CoveoTokenProvider endpoint={freshEndpoint()} initialToken={null}>
            <Show />
            <WatchSource onSource={(used) => (source = used)} />
          </CoveoTokenProvider>
        </StrictMode>
      )
      const { rerender } = render(page)
      expect(shown()).toBe('signed-out -')
      await settle(600_000)
      expect(fetch).not.toHaveBeenCalled()
      await act(() => source?.renew() as Promise<unknown>)
      rerender(page)
      expect(shown()).toBe('ready t1')
    })
  })

  it('sends its credentials and the headers and fetch of the latest render', async () => {
    const endpoint = freshEndpoint()
    let source: TokenSource | undefined
    const other = vi.fn(async (_url: string, _init: RequestInit) => Response.json(tokenResponse()))
    const page = (csrf: string) => (
      <CoveoTokenProvider endpoint={endpoint} credentials="include" fetch={other} headers={() => ({ 'x-csrf': csrf })}>
        <Show />
        <WatchSource onSource={(used) => (source = used)} />
      </CoveoTokenProvider>
    )
    const { rerender } = render(page('one'))
    await settle(100)
    rerender(page('two'))
    await act(() => source?.renew() as Promise<unknown>)
    expect(other.mock.calls.map(([, init]) => [init.credentials, new Headers(init.headers).get('x-csrf')])).toEqual([
      ['include', 'one'],
      ['include', 'two'],
    ])
    expect(fetch).not.toHaveBeenCalled()
  })

  it('takes a source that its component disposes of, in StrictMode too', async () => {
    const { unmount } = render(<OwnSource />, { wrapper: StrictMode })
    await settle(5_000)
    expect(shown()).toMatch(/^ready/)
    unmount()
    await settle(10)
    expect(vi.getTimerCount()).toBe(0)
  })
})
