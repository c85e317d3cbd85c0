import { createTokenSource, type TokenError, type TokenSource } from '@coveo-token/core/browser'
import { act, render } from '@testing-library/react'
import { StrictMode } from 'react'
import { afterEach, beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest'
import type { CoveoToken } from './coveo-token.ts'
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
import { useCoveoToken } from './use-coveo-token.ts'
import type { useSuspenseCoveoToken } from './use-suspense-coveo-token.ts'

function Watch({ onResult }: { onResult: (result: CoveoToken) => void }) {
  onResult(useCoveoToken())
  return null
}

describe('useCoveoToken', () => {
  beforeEach(startPage)
  afterEach(stopPage)

  it('loads, then shows the token, with one request for any number of components', async () => {
    const many = [...'abcdefghijklmnopqrst'].map((letter) => <Show key={letter} name={`token-${letter}`} />)
    render(<CoveoTokenProvider endpoint={freshEndpoint()}>{many}</CoveoTokenProvider>)
    expect(shown('token-a')).toBe('loading -')
    await settle(100)
    expect(shown('token-a')).toBe('ready t1')
    expect(shown('token-t')).toBe('ready t1')
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it('works without a provider, from the default endpoint', async () => {
    render(
      <>
        <Show name="one" />
        <Show name="two" />
      </>,
    )
    await settle(100)
    expect(shown('one')).toBe('ready t1')
    expect(shown('two')).toBe('ready t1')
    expect(fetch).toHaveBeenCalledTimes(1)
    expect(fetch).toHaveBeenCalledWith('/api/coveo-token', expect.anything())
  })

  it('sends one request in StrictMode, and leaves no timer behind', async () => {
    const { unmount } = render(
      <StrictMode>
        <CoveoTokenProvider endpoint={freshEndpoint()}>
          <Show />
        </CoveoTokenProvider>
      </StrictMode>,
    )
    await settle(100)
    expect(shown()).toBe('ready t1')
    expect(fetch).toHaveBeenCalledTimes(1)
    unmount()
    await settle(10)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('keeps the token when the page unmounts and mounts again', async () => {
    const endpoint = freshEndpoint()
    const tree = (
      <CoveoTokenProvider endpoint={endpoint}>
        <Show />
      </CoveoTokenProvider>
    )
    const { unmount } = render(tree)
    await settle(100)
    unmount()
    await settle(10)
    render(tree)
    expect(shown()).toBe('ready t1')
    await settle(100)
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it('shows no expired token in a tab that was hidden for hours', async () => {
    const endpoint = freshEndpoint()
    const tree = () => (
      <CoveoTokenProvider endpoint={endpoint}>
        <Show />
      </CoveoTokenProvider>
    )
    const { rerender } = render(tree())
    await settle(100)
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
    await settle(7_200_000)
    rerender(tree())
    expect(shown()).toBe('loading -')
    expect(fetch).toHaveBeenCalledTimes(1)
    hidden.mockReturnValue(false)
    await act(async () => void document.dispatchEvent(new Event('visibilitychange')))
    await settle(100)
    expect(shown()).toBe('ready t2')
  })

  it('starts afresh when the session changes', async () => {
    const endpoint = freshEndpoint()
    const tree = (sessionKey: string) => (
      <CoveoTokenProvider endpoint={endpoint} sessionKey={sessionKey}>
        <Show />
      </CoveoTokenProvider>
    )
    const { rerender } = render(tree('alice'))
    await settle(100)
    rerender(tree('bob'))
    expect(shown()).toBe('loading -')
    await settle(100)
    expect(shown()).toBe('ready t2')
  })

  it('sends a request for a user who signs out, leaves the page and returns', async () => {
    const endpoint = freshEndpoint()
    let source: TokenSource | undefined
    const tree = (
      <CoveoTokenProvider endpoint={endpoint} sessionKey="alice">
        <Show />
        <WatchSource onSource={(used) => (source = used)} />
      </CoveoTokenProvider>
    )
    const { unmount } = render(tree)
    await settle(100)
    act(() => source?.signOut())
    expect(shown()).toBe('signed-out -')
    unmount()
    render(tree)
    expect(shown()).toBe('signed-out -')
    await settle(100)
    expect(shown()).toBe('ready t2')
  })

  it('never shows the token of another session, in any order of sessions', async () => {
    const endpoint = freshEndpoint()
    let source: TokenSource | undefined
    const tree = (sessionKey: string) => (
      <CoveoTokenProvider endpoint={endpoint} sessionKey={sessionKey}>
        <Show />
        <WatchSource onSource={(used) => (source = used)} />
      </CoveoTokenProvider>
    )
    const { rerender } = render(tree('alice'))
    await settle(100)
    const first = source
    act(() => source?.signOut())
    // The next user signs in: the page does both, where one would do.
    await act(() => source?.renew() as Promise<unknown>)
    rerender(tree('bob'))
    await settle(100)
    expect(source).not.toBe(first)
    const requests = fetch.mock.calls.length
    rerender(tree('alice'))
    await settle(100)
    expect(source).not.toBe(first)
    expect(fetch.mock.calls.length).toBe(requests + 1)
  })

  it('shows why there is no token, and recovers with `renew`', async () => {
    fetch.mockImplementation(async () => new Response('', { status: 404 }))
    let renew = async () => {}
    render(
      <CoveoTokenProvider endpoint={freshEndpoint()} crossTab={false}>
        <Show />
        <Watch onResult={(result) => (renew = result.renew)} />
      </CoveoTokenProvider>,
    )
    await settle(100)
    expect(shown()).toBe('error - endpoint-not-found')
    await act(() => renew())
    await settle()
    expect(shown()).toBe('error - endpoint-not-found')
    fetch.mockImplementation(async () => Response.json(tokenResponse()))
    await act(() => renew())
    expect(shown()).toBe('ready t1')
  })

  it('renders only when token, status, error or end change', async () => {
    const source = createTokenSource({ endpoint: '/mine', fetch })
    const results: CoveoToken[] = []
    const tree = (
      <CoveoTokenProvider source={source}>
        <Watch onResult={(result) => results.push(result)} />
      </CoveoTokenProvider>
    )
    const { rerender } = render(tree)
    await settle(100)
    expect(results).toHaveLength(2)
    rerender(
      <CoveoTokenProvider source={source}>
        <Watch onResult={(result) => results.push(result)} />
      </CoveoTokenProvider>,
    )
    expect(results.at(-1)).toBe(results.at(-2))
    source.dispose()
  })

  it('narrows by its status', () => {
    expectTypeOf<CoveoToken['status']>().toEqualTypeOf<'loading' | 'ready' | 'signed-out' | 'error'>()
    expectTypeOf<CoveoToken['token']>().toEqualTypeOf<string | undefined>()
    expectTypeOf<CoveoToken['error']>().toEqualTypeOf<TokenError | undefined>()
    expectTypeOf<CoveoToken['expiresAt']>().toEqualTypeOf<number | undefined>()
    expectTypeOf<CoveoToken['renew']>().returns.resolves.toBeVoid()
    const token = {} as CoveoToken
    if (token.status === 'ready') expectTypeOf(token.token).toBeString()
    if (token.status === 'ready') expectTypeOf(token.organizationId).toBeString()
    if (token.status === 'error') expectTypeOf(token.error.userMessage).toBeString()
    if (token.status === 'loading') expectTypeOf(token.token).toBeUndefined()
    const settled = {} as ReturnType<typeof useSuspenseCoveoToken>
    if (settled.status === 'ready') expectTypeOf(settled.token).toBeString()
    else expectTypeOf(settled.token).toBeUndefined()
    // @ts-expect-error: with Suspense there is no loading.
    expect(settled.status === 'loading').toBe(false)
  })
})
