import { createTokenSource, type TokenSource } from '@coveo-token/core/browser'
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
  Show,
  settle,
  shown,
  startPage,
  stopPage,
  tokenResponse,
  WatchSource,
} from './page.test.support.tsx'
import { pageEntries } from './page-entries.ts'

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
    expect([...pageEntries.values()].filter(({ address }) => address.endsWith(endpoint))).toEqual([])
    expect(fetch).not.toHaveBeenCalled()
  })

  it('sends its credentials and the headers and fetch of the latest render', async () => {
    const endpoint = freshEndpoint()
    let source: TokenSource | undefined
    const sent: unknown[] = []
    const fetchOf = (render: string) => async (_url: string, init: RequestInit) => {
      sent.push([render, init.credentials, new Headers(init.headers).get('x-csrf')])
      return Response.json(tokenResponse())
    }
    const page = (render: string) => (
      <CoveoTokenProvider
        endpoint={endpoint}
        credentials="include"
        fetch={fetchOf(render)}
        headers={() => ({ 'x-csrf': render })}
      >
        <Show />
        <WatchSource onSource={(used) => (source = used)} />
      </CoveoTokenProvider>
    )
    const { rerender } = render(page('one'))
    await settle(100)
    rerender(page('two'))
    await act(() => source?.renew() as Promise<unknown>)
    expect(sent).toEqual([
      ['one', 'include', 'one'],
      ['two', 'include', 'two'],
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
