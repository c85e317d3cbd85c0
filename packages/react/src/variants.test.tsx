import type { TokenResponse, TokenSource } from '@coveo-token/core/browser'
import { act, render } from '@testing-library/react'
import { StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CoveoTokenProvider } from './coveo-token-provider.tsx'
import { fetch, freshEndpoint, responseFor, settle, shown, startPage, stopPage } from './page.test.support.tsx'
import { useCoveoToken } from './use-coveo-token.ts'
import { useCoveoTokenSource } from './use-coveo-token-source.ts'

const sources = new Map<string | undefined, TokenSource>()
/** Every token that a component rendered with. */
const rendered = new Set<string | undefined>()

function ShowVariant({ variant }: { variant?: string }) {
  const { status, token, guest } = useCoveoToken({ variant })
  rendered.add(token)
  sources.set(variant, useCoveoTokenSource({ variant }))
  return <p data-testid={variant ?? 'own'}>{`${status} ${token ?? '-'}${guest ? ' guest' : ''}`}</p>
}

interface PageProps {
  endpoint: string
  initialToken?: TokenResponse | null
  variant?: string
  sessionKey?: string
}

function VariantPage(props: PageProps) {
  return (
    <CoveoTokenProvider {...props}>
      <ShowVariant />
      <ShowVariant variant="support" />
      <ShowVariant variant="community" />
    </CoveoTokenProvider>
  )
}

/** Responds with a token that names the variant of the request. */
function respondByVariant() {
  fetch.mockImplementation(async (url: string) => {
    const variant = new URL(url, location.href).searchParams.get('variant') ?? 'default'
    return Response.json(responseFor(variant))
  })
}

function requested() {
  return fetch.mock.calls.map(([url, { method = 'GET' }]) => `${method} ${new URL(url, location.href).search}`)
}

describe('useCoveoToken with a variant', () => {
  beforeEach(() => {
    startPage()
    respondByVariant()
  })
  afterEach(stopPage)

  it('has one token and one request for each variant, in StrictMode too', async () => {
    render(<VariantPage endpoint={freshEndpoint()} variant="support" />, { wrapper: StrictMode })
    await settle(1_000)
    expect([shown('own'), shown('support')]).toEqual(['ready support-t1', 'ready support-t1'])
    expect(shown('community')).toBe('ready community-t2')
    expect(requested()).toEqual(['GET ?variant=support', 'GET ?variant=community'])
  })

  it('keeps the query of the endpoint', async () => {
    render(<VariantPage endpoint={`${freshEndpoint()}?site=a`} />)
    await settle(1_000)
    expect(requested()).toEqual(['GET ?site=a', 'GET ?site=a&variant=support', 'GET ?site=a&variant=community'])
  })

  it('reports a rejected token to its own variant, and keeps the others', async () => {
    render(<VariantPage endpoint={freshEndpoint()} variant="support" />)
    await settle(1_000)
    const token = sources.get('community')?.getSnapshot().token ?? ''
    await act(() => sources.get('community')?.reportRejected(token) as Promise<unknown>)
    expect(requested().slice(2)).toEqual(['POST ?variant=community'])
    expect([shown('support'), shown('community')]).toEqual(['ready support-t1', 'ready community-t3'])
  })

  it('takes the initial token for the variant of the provider only', async () => {
    const initialToken = responseFor('support')
    render(<VariantPage endpoint={freshEndpoint()} variant="support" initialToken={initialToken} />)
    expect([shown('own'), shown('community')]).toEqual(['ready support-t1', 'loading -'])
    await settle(1_000)
    expect(requested()).toEqual(['GET ?variant=community'])
  })

  it('sends no request for any variant of a signed-out user', async () => {
    render(<VariantPage endpoint={freshEndpoint()} initialToken={null} />)
    await settle(60_000)
    expect([shown('own'), shown('community')]).toEqual(['signed-out -', 'signed-out -'])
    expect(fetch).not.toHaveBeenCalled()
  })

  it('starts every variant afresh with another session key', async () => {
    const endpoint = freshEndpoint()
    const { rerender } = render(<VariantPage endpoint={endpoint} variant="support" sessionKey="alice" />)
    await settle(1_000)
    rerender(<VariantPage endpoint={endpoint} variant="support" sessionKey="bob" />)
    expect([shown('own'), shown('community')]).toEqual(['loading -', 'loading -'])
    await settle(1_000)
    expect([shown('own'), shown('community')]).toEqual(['ready support-t3', 'ready community-t4'])
  })

  describe('when the user changes without a session key', () => {
    /** Renders a page for each user in turn. */
    function setUp() {
      const endpoint = freshEndpoint()
      fetch.mockImplementation(async (url: string, { headers }: { headers: Record<string, string> }) => {
        const variant = new URL(url, location.href).searchParams.get('variant') ?? 'default'
        return Response.json(responseFor(`${headers.authorization}-${variant}`))
      })
      const page = (user: string, initialToken?: TokenResponse | null) => (
        <CoveoTokenProvider endpoint={endpoint} initialToken={initialToken} headers={{ authorization: user }}>
          <ShowVariant />
          <ShowVariant variant="support" />
        </CoveoTokenProvider>
      )
      const { rerender } = render(page('alice', responseFor('alice')))
      return {
        show(user: string, token?: TokenResponse | null) {
          rendered.clear()
          rerender(page(user, token))
        },
      }
    }

    it('starts every variant afresh with the initial token of the next user', async () => {
      const { show } = setUp()
      await settle(100)
      expect([shown('own'), shown('support')]).toEqual(['ready alice-t1', 'ready alice-support-t2'])
      show('bob', responseFor('bob'))
      await settle(1_100)
      expect([shown('own'), shown('support')]).toEqual(['ready bob-t3', 'ready bob-support-t4'])
      expect([...rendered].filter((token) => token?.startsWith('alice'))).toEqual([])
    })

    it('starts every variant afresh with the initial token of a user who signs in', async () => {
      const { show } = setUp()
      await settle(100)
      show('guest', null)
      await settle(100)
      expect([shown('own'), shown('support')]).toEqual(['signed-out -', 'signed-out -'])
      show('bob', responseFor('bob'))
      await settle(1_100)
      expect([shown('own'), shown('support')]).toEqual(['ready bob-t3', 'ready bob-support-t4'])
      expect([...rendered].filter((token) => token?.startsWith('alice'))).toEqual([])
    })

    it('keeps the token of each variant with another initial token of the same user', async () => {
      const { show } = setUp()
      await settle(100)
      show('alice', responseFor('alice'))
      await settle(1_100)
      expect(shown('support')).toBe('ready alice-support-t2')
      expect(fetch).toHaveBeenCalledOnce()
    })

    it('sends the headers of the last render for every variant, also one that is used later', async () => {
      const endpoint = freshEndpoint()
      const page = (user: string, variants: readonly string[]) => (
        <CoveoTokenProvider endpoint={endpoint} crossTab={false} headers={{ authorization: user }}>
          {variants.map((variant) => (
            <ShowVariant key={variant} variant={variant} />
          ))}
        </CoveoTokenProvider>
      )
      const { rerender } = render(page('alice', ['support']))
      await settle(100)
      rerender(page('bob', ['support', 'community']))
      await settle(100)
      await act(() => sources.get('support')?.renew() as Promise<unknown>)
      const sent = fetch.mock.calls.map(([url, init]) => [new URL(url).search, Object(init.headers).authorization])
      expect(sent).toEqual([
        ['?variant=support', 'alice'],
        ['?variant=community', 'bob'],
        ['?variant=support', 'bob'],
        ['?variant=community', 'bob'],
      ])
    })

    it.each([true, false])('signs every variant out by `signOut()`, at once: `crossTab` %s', async (crossTab) => {
      render(
        <CoveoTokenProvider endpoint={freshEndpoint()} crossTab={crossTab}>
          <ShowVariant />
          <ShowVariant variant="support" />
        </CoveoTokenProvider>,
      )
      await settle(100)
      act(() => sources.get('support')?.signOut())
      expect([shown('own'), shown('support')]).toEqual(['signed-out -', 'signed-out -'])
    })

    it('renews every variant by `renew()` also without `crossTab`, but none that nothing uses', async () => {
      const endpoint = freshEndpoint()
      const users = { current: 'alice' }
      fetch.mockImplementation(async (url: string) => {
        const variant = new URL(url, location.href).searchParams.get('variant')
        return Response.json(responseFor(`${users.current}-${variant}`))
      })
      const page = (variants: readonly string[]) => (
        <CoveoTokenProvider endpoint={endpoint} crossTab={false}>
          {variants.map((variant) => (
            <ShowVariant key={variant} variant={variant} />
          ))}
        </CoveoTokenProvider>
      )
      const { rerender } = render(page(['support', 'community', 'archive']))
      await settle(100)
      rerender(page(['support', 'community']))
      users.current = 'bob'
      fetch.mockClear()
      await act(() => sources.get('support')?.renew() as Promise<unknown>)
      await settle(100)
      expect([shown('support'), shown('community')]).toEqual([
        expect.stringContaining('bob-support'),
        expect.stringContaining('bob-community'),
      ])
      expect(fetch).toHaveBeenCalledTimes(2)
      const token = sources.get('archive')?.getToken()
      await settle(100)
      expect(await token).toContain('bob-archive')
    })

    it('renews every variant by `renew()`, with the headers of the last render', async () => {
      const { show } = setUp()
      await settle(100)
      show('bob')
      await act(() => sources.get(undefined)?.renew() as Promise<unknown>)
      await settle(100)
      expect(shown('own')).toMatch(/^ready bob-default-t\d$/)
      expect(shown('support')).toMatch(/^ready bob-support-t\d$/)
    })
  })

  it('renders the initial token of its own variant on a server, and shares nothing there', () => {
    const endpoint = freshEndpoint()
    const page = (user: string) => (
      <VariantPage endpoint={endpoint} variant="support" initialToken={responseFor(user)} />
    )
    expect(renderToString(page('alice'))).toContain('ready alice-t1')
    expect(renderToString(page('bob'))).not.toContain('alice')
    expect(renderToString(page('bob'))).toContain('loading -')
  })
})
