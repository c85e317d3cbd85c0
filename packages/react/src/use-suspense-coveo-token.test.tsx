import type { TokenResponse } from '@coveo-token/core/browser'
import { act, render, screen } from '@testing-library/react'
import { Activity, type ReactNode, StrictMode, Suspense, useLayoutEffect } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CoveoTokenProvider } from './coveo-token-provider.tsx'
import {
  fetch,
  freshEndpoint,
  responseFor,
  settle,
  shown,
  startPage,
  stopPage,
  tokenResponse,
} from './page.test.support.tsx'
import { useCoveoToken } from './use-coveo-token.ts'
import { useSuspenseCoveoToken } from './use-suspense-coveo-token.ts'

function Settled() {
  const { status, token } = useSuspenseCoveoToken()
  return <p data-testid="token">{`${status} ${token ?? '-'}`}</p>
}

/** Reports each token that is committed. */
function WatchToken({ onToken }: { onToken: (token: string) => void }) {
  const { token } = useCoveoToken()
  useLayoutEffect(() => {
    if (token) onToken(token)
  })
  return null
}

/** An endpoint that responds when the test calls the returned function. */
function holdResponse() {
  let respond = () => {}
  fetch.mockImplementation(
    () =>
      new Promise((resolve) => {
        respond = () => resolve(Response.json(tokenResponse()))
      }),
  )
  return () => respond()
}

describe('useSuspenseCoveoToken', () => {
  beforeEach(startPage)
  afterEach(stopPage)

  const tree = (endpoint: string, initialToken?: TokenResponse | null) => (
    <CoveoTokenProvider endpoint={endpoint} initialToken={initialToken}>
      <Suspense fallback={<p>Wait</p>}>
        <Settled />
      </Suspense>
    </CoveoTokenProvider>
  )

  it('suspends until there is a token', async () => {
    const respond = holdResponse()
    await act(async () => void render(tree(freshEndpoint())))
    await settle(100)
    expect(screen.getByText('Wait')).toBeTruthy()
    respond()
    await settle(100)
    expect(shown()).toBe('ready t1')
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it('suspends with the provider inside the boundary, however often React tries the render again', async () => {
    const respond = holdResponse()
    const endpoint = freshEndpoint()
    const page = (
      <Suspense fallback={<p>Wait</p>}>
        <CoveoTokenProvider endpoint={endpoint}>
          <Settled />
          <Settled />
        </CoveoTokenProvider>
      </Suspense>
    )
    let rerender = (_page: typeof page) => {}
    await act(async () => {
      rerender = render(page, { wrapper: StrictMode }).rerender
    })
    await settle(100)
    await act(async () => rerender(page))
    expect(screen.getByText('Wait')).toBeTruthy()
    respond()
    await settle(100)
    expect(screen.getAllByText('ready t1')).toHaveLength(2)
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it.each(['inside', 'outside'])(
    'shows no token of the user between, with the provider %s the boundary',
    async (place) => {
      const endpoint = freshEndpoint()
      const users: string[] = []
      let respond = () => {}
      fetch.mockImplementation(async () => {
        await new Promise<void>((resolve) => {
          respond = resolve
        })
        return Response.json(responseFor(users.at(-1) ?? ''))
      })
      const page = (user: string, isWaiting = true) => {
        const provide = (children: ReactNode) => (
          <CoveoTokenProvider endpoint={endpoint} sessionKey={user}>
            {children}
          </CoveoTokenProvider>
        )
        const wait = (children: ReactNode) => <Suspense fallback={<p>Wait</p>}>{children}</Suspense>
        const content = isWaiting && <Settled />
        return place === 'inside' ? wait(provide(content)) : provide(wait(content))
      }
      users.push('alice')
      const { rerender } = await act(async () => render(page('alice')))
      await settle(100)
      const late = respond
      // Bob signs in before the response for Alice.
      users.push('bob')
      await act(async () => rerender(page('bob', false)))
      late()
      await settle(100)
      users.push('alice')
      await act(async () => rerender(page('alice')))
      await settle(100)
      expect(screen.getByText('Wait')).toBeTruthy()
      respond()
      await settle(100)
      expect(shown()).toMatch(/^ready alice-/)
    },
  )

  it('shows no token of the other user where hidden components wait while two users change in turn', async () => {
    const endpoint = freshEndpoint()
    const wrong: string[] = []
    let cookie = 'bob'
    fetch.mockImplementation(async () => {
      await new Promise((resolve) => setTimeout(resolve, 80))
      return Response.json(responseFor(cookie))
    })
    const check = (token: string) => {
      if (!token.startsWith(cookie)) wrong.push(`${token} for ${cookie}`)
    }
    const page = () => (
      <CoveoTokenProvider endpoint={endpoint} sessionKey={cookie}>
        <WatchToken onToken={check} />
        <Activity mode="hidden">
          <Suspense>
            <Settled />
          </Suspense>
        </Activity>
      </CoveoTokenProvider>
    )
    const { rerender } = await act(async () => render(page()))
    for (const [user, ms] of [
      ['carol', 60],
      ['bob', 200],
      ['carol', 200],
      ['bob', 200],
    ] as const) {
      cookie = user
      await act(async () => rerender(page()))
      await settle(ms)
    }
    expect(wrong).toEqual([])
  })

  it('stops waiting when the user is signed out', async () => {
    fetch.mockImplementation(async () => new Response('{}', { status: 401 }))
    await act(async () => void render(tree(freshEndpoint())))
    await settle(100)
    expect(shown()).toBe('signed-out -')
  })

  it('sends one request for a signed-out user, also in StrictMode', async () => {
    fetch.mockImplementation(async () => new Response('{}', { status: 401 }))
    await act(async () => void render(<StrictMode>{tree(freshEndpoint())}</StrictMode>))
    await settle(3_000)
    expect(shown()).toBe('signed-out -')
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it('suspends again while a source that had a token loads the next one', async () => {
    const endpoint = freshEndpoint()
    const { rerender } = render(tree(endpoint, responseFor('alice')))
    await settle(100)
    const respond = holdResponse()
    const signedIn = (
      <CoveoTokenProvider endpoint={endpoint} sessionKey="bob">
        <Suspense fallback={<p>Wait</p>}>
          <Settled />
        </Suspense>
      </CoveoTokenProvider>
    )
    await act(async () => rerender(signedIn))
    await settle(100)
    expect(screen.getByText('Wait')).toBeTruthy()
    respond()
    await settle(100)
    expect(shown()).toBe('ready t2')
  })

  it('sends the fallback from a server that has no token', () => {
    for (const window of [undefined, globalThis]) {
      vi.stubGlobal('window', window)
      const html = renderToString(tree(freshEndpoint()))
      expect(html).toContain('Wait')
    }
    expect(fetch).not.toHaveBeenCalled()
  })

  it.each([
    ['a token', responseFor('alice'), 'ready alice-t1'],
    ['a signed-out user', null, 'signed-out -'],
  ])(
    'renders %s on the server, and hydrates without a flash, an error or a request',
    async (_name, initialToken, text) => {
      const page = tree(freshEndpoint(), initialToken)
      const container = document.body.appendChild(document.createElement('div'))
      container.innerHTML = renderToString(page)
      expect(shown()).toBe(text)
      const problems: unknown[] = []
      const texts = new Set<string | null>()
      const observer = new MutationObserver(() => texts.add(container.textContent))
      observer.observe(container, { subtree: true, childList: true, characterData: true })
      const root = hydrateRoot(container, page, { onRecoverableError: (error) => problems.push(error) })
      await settle(100)
      expect([problems, [...texts], shown()]).toEqual([[], [], text])
      expect(fetch).not.toHaveBeenCalled()
      observer.disconnect()
      act(() => root.unmount())
      container.remove()
    },
  )
})
