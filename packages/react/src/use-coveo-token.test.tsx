import { createTokenSource, type TokenAnswer, type TokenError, type TokenSource } from '@coveo-token/core/browser'
import { act, cleanup, render, screen } from '@testing-library/react'
import { StrictMode, Suspense } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest'
import { CoveoTokenProvider } from './coveo-token-provider.tsx'
import { type CoveoToken, useCoveoToken } from './use-coveo-token.ts'
import { useCoveoTokenSource } from './use-coveo-token-source.ts'
import { useSuspenseCoveoToken } from './use-suspense-coveo-token.ts'

let minted: number
let endpoints: number
const fetch = vi.fn()

function answer(): TokenAnswer {
  minted++
  const fingerprint = `f${minted}`
  return { token: `t${minted}`, kind: 'search', organizationId: 'acme', expiresIn: 3480, refreshIn: 2710, fingerprint }
}

/** Sources are shared by the whole page, so every test has an endpoint of its own. */
function freshEndpoint() {
  return `/token-${++endpoints}`
}

function Show({ name = 'token' }: { name?: string }) {
  const { token, status, error } = useCoveoToken()
  return <p data-testid={name}>{`${status} ${token ?? '-'} ${error?.code ?? ''}`.trim()}</p>
}

function Watch({ onResult }: { onResult: (result: CoveoToken) => void }) {
  onResult(useCoveoToken())
  return null
}

function WatchSource({ onSource }: { onSource: (source: TokenSource) => void }) {
  onSource(useCoveoTokenSource())
  return null
}

function Ends() {
  return <p data-testid="ends">{String(useCoveoToken().expiresAt ?? 'unknown')}</p>
}

function Page({ endpoint, initialToken }: { endpoint: string; initialToken?: TokenAnswer }) {
  return (
    <CoveoTokenProvider endpoint={endpoint} initialToken={initialToken}>
      <Show />
      <Ends />
    </CoveoTokenProvider>
  )
}

function Settled() {
  const { status, token } = useSuspenseCoveoToken()
  return <p data-testid="token">{`${status} ${token ?? '-'}`}</p>
}

async function settle(ms = 0) {
  await act(async () => {
    await vi.advanceTimersByTimeAsync(ms)
    await vi.dynamicImportSettled()
    await vi.advanceTimersByTimeAsync(0)
  })
}

function shown(name = 'token') {
  return screen.getByTestId(name).textContent
}

endpoints = 0
beforeEach(() => {
  vi.useFakeTimers()
  minted = 0
  fetch.mockReset().mockImplementation(async () => Response.json(answer()))
  vi.stubGlobal('fetch', fetch)
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

describe('useCoveoToken', () => {
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

  it('makes one request in StrictMode, and leaves nothing behind', async () => {
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

  it('keeps the token over an unmount and a remount', async () => {
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

  it('starts afresh when the session changes', async () => {
    const endpoint = freshEndpoint()
    const tree = (session: string) => (
      <CoveoTokenProvider endpoint={endpoint} session={session}>
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

  it('shows why there is no token, and recovers when told to', async () => {
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
    fetch.mockImplementation(async () => Response.json(answer()))
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

  it('has the types it promises', () => {
    expectTypeOf<CoveoToken['token']>().toEqualTypeOf<string | undefined>()
    expectTypeOf<CoveoToken['status']>().toEqualTypeOf<'loading' | 'ready' | 'signed-out' | 'error'>()
    expectTypeOf<CoveoToken['error']>().toEqualTypeOf<TokenError | undefined>()
    expectTypeOf<CoveoToken['expiresAt']>().toEqualTypeOf<number | undefined>()
    expectTypeOf<CoveoToken['renew']>().returns.resolves.toBeVoid()
    const settled = {} as ReturnType<typeof useSuspenseCoveoToken>
    if (settled.status === 'ready') expectTypeOf(settled.token).toBeString()
    else expectTypeOf(settled.token).toBeUndefined()
  })
})

describe('useCoveoTokenSource', () => {
  it('never renders again when the token is renewed', async () => {
    const sources: TokenSource[] = []
    render(
      <CoveoTokenProvider endpoint={freshEndpoint()}>
        <WatchSource onSource={(source) => sources.push(source)} />
        <Show />
      </CoveoTokenProvider>,
    )
    await settle(100)
    await act(async () => {
      await Promise.all([sources[0]?.renew(), vi.advanceTimersByTimeAsync(100)])
    })
    expect(shown()).toBe('ready t2')
    expect(sources).toHaveLength(1)
  })
})

describe('CoveoTokenProvider', () => {
  it('shows the same on the server and in the first render of the page, without a flash', async () => {
    const page = <Page endpoint={freshEndpoint()} initialToken={answer()} />
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
    expect(Number(shown('ends'))).toBeGreaterThan(Date.now())
    expect(fetch).not.toHaveBeenCalled()
    observer.disconnect()
    act(() => root.unmount())
    container.remove()
  })

  it('renders two users on one server without a trace of the other', () => {
    vi.stubGlobal('window', undefined)
    const endpoint = freshEndpoint()
    const [alice, bob] = [answer(), answer()]
    for (let request = 0; request < 100; request++) {
      const [mine, other] = request % 2 ? [alice, bob] : [bob, alice]
      const html = renderToString(<Page endpoint={endpoint} initialToken={mine} />)
      expect(html).toContain(`ready ${mine.token}`)
      expect(html).not.toContain(other.token)
    }
    expect(renderToString(<Page endpoint={endpoint} />)).toContain('loading -')
    expect(fetch).not.toHaveBeenCalled()
  })
})

describe('useSuspenseCoveoToken', () => {
  const tree = (endpoint: string) => (
    <CoveoTokenProvider endpoint={endpoint}>
      <Suspense fallback={<p>Wait</p>}>
        <Settled />
      </Suspense>
    </CoveoTokenProvider>
  )

  it('suspends until there is a token', async () => {
    let release = () => {}
    fetch.mockImplementation(() => new Promise((resolve) => (release = () => resolve(Response.json(answer())))))
    await act(async () => void render(tree(freshEndpoint())))
    await settle(100)
    expect(screen.getByText('Wait')).toBeTruthy()
    release()
    await settle(100)
    expect(shown()).toBe('ready t1')
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it('stops waiting when nobody is signed in', async () => {
    fetch.mockImplementation(async () => new Response('{}', { status: 401 }))
    await act(async () => void render(tree(freshEndpoint())))
    await settle(100)
    expect(shown()).toBe('signed-out -')
  })

  it('sends the fallback from a server that has no token', () => {
    vi.stubGlobal('window', undefined)
    const html = renderToString(tree(freshEndpoint()))
    expect(html).toContain('Wait')
    expect(fetch).not.toHaveBeenCalled()
  })
})
