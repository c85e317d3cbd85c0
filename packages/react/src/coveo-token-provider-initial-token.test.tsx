import type { TokenResponse, TokenSource } from '@coveo-token/core/browser'
import { act, render } from '@testing-library/react'
import { StrictMode } from 'react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
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

describe('initialToken of CoveoTokenProvider', () => {
  beforeEach(startPage)
  afterEach(stopPage)

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

  it('is signed out by null also after one that was no token, such as the error of the server', async () => {
    const endpoint = freshEndpoint()
    const { rerender } = render(<Page endpoint={endpoint} initialToken={{ code: 'internal' } as never} />)
    await settle(100)
    expect(shown()).toBe('ready t1')
    rerender(<Page endpoint={endpoint} initialToken={null} />)
    await settle(100)
    expect(shown()).toBe('signed-out -')
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
