import { createTabChannel, createTokenSource, type TokenSource } from '@coveo-token/core/browser'
import { act, render } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CoveoTokenProvider, type CoveoTokenProviderProps } from './coveo-token-provider.tsx'
import {
  fakeBroadcastChannel,
  fetch,
  freshEndpoint,
  responseFor,
  Show,
  settle,
  shown,
  startPage,
  stopPage,
  WatchSource,
} from './page.test.support.tsx'

/** A response for a user that shows by its claims when the server sent it. */
function datedResponse(user: string) {
  const sentAt = 1_700_000_000 + Math.floor(performance.now() / 1_000)
  const claims = { user, iat: sentAt, exp: sentAt + 3_480 }
  return { ...responseFor(user), token: `${btoa('{}')}.${btoa(JSON.stringify(claims))}.${user}` }
}

describe('the source of a page: users', () => {
  beforeEach(startPage)
  afterEach(stopPage)

  describe('a page whose components have not used its token yet', () => {
    const ownSource = (initialToken: ReturnType<typeof responseFor>) =>
      createTokenSource({ endpoint: '/own', fetch, initialToken, tabs: createTabChannel() })

    it.each([
      ['its own source', () => ({ endpoint: freshEndpoint() })],
      ['a source of the application', (initialToken) => ({ endpoint: '/own', source: ownSource(initialToken) })],
    ] as [string, (initialToken: ReturnType<typeof responseFor>) => { endpoint: string; source?: TokenSource }][])(
      'drops the token of %s when another tab signs out',
      async (_name, props) => {
        vi.stubGlobal('BroadcastChannel', fakeBroadcastChannel())
        const initialToken = responseFor('alice')
        const { endpoint, source: own } = props(initialToken)
        const other = createTokenSource({ endpoint, initialToken, tabs: createTabChannel() })
        let source: TokenSource | undefined
        render(
          <CoveoTokenProvider endpoint={endpoint} initialToken={initialToken} {...(own && { source: own })}>
            <WatchSource onSource={(used) => (source = used)} />
          </CoveoTokenProvider>,
        )
        other.signOut()
        expect(source?.getSnapshot()).toMatchObject({ status: 'signed-out' })
        await settle(60_000)
        expect(fetch).not.toHaveBeenCalled()
        other.dispose()
        own?.dispose()
      },
    )
  })

  it('keeps two pages apart whose names have a space at different places', async () => {
    const endpoint = freshEndpoint()
    fetch.mockImplementation(async (url: string) => Response.json(responseFor(new URL(url, location.href).search)))
    render(
      <>
        <CoveoTokenProvider endpoint={endpoint} variant="a b" sessionKey="c">
          <Show name="first" />
        </CoveoTokenProvider>
        <CoveoTokenProvider endpoint={endpoint} variant="a" sessionKey="b c">
          <Show name="second" />
        </CoveoTokenProvider>
        <CoveoTokenProvider endpoint={endpoint} variant="undefined">
          <Show name="third" />
        </CoveoTokenProvider>
        <CoveoTokenProvider endpoint={endpoint}>
          <Show name="fourth" />
        </CoveoTokenProvider>
      </>,
    )
    await settle(100)
    expect(new Set(['first', 'second', 'third', 'fourth'].map(shown)).size).toBe(4)
  })

  it('is not ended while a component uses it, also where another one unsubscribes twice', async () => {
    const endpoint = freshEndpoint()
    let source: TokenSource | undefined
    const page = (variant?: string) => (
      <>
        <CoveoTokenProvider endpoint={endpoint} {...(variant && { variant })}>
          <WatchSource onSource={(used) => (source ??= used)} />
        </CoveoTokenProvider>
      </>
    )
    const { rerender } = render(page())
    await settle(100)
    const stop = source?.subscribe(() => {})
    source?.subscribe(() => {})
    stop?.()
    stop?.()
    rerender(page('other'))
    await settle(100)
    expect(source?.getSnapshot()).toMatchObject({ status: 'ready', token: 't1' })
  })

  it.each([
    ['signed out', 'carol'],
    ['signed out and in again', 'alice'],
  ])('takes no initial token from before the user %s, such as that of a prefetched page', async (_name, user) => {
    const endpoint = freshEndpoint()
    const prefetched = datedResponse('alice')
    await settle(60_000)
    const seen = new Set<string | undefined>()
    let handle: TokenSource | undefined
    const page = (initialToken: CoveoTokenProviderProps['initialToken']) => (
      <CoveoTokenProvider endpoint={endpoint} initialToken={initialToken}>
        <Show />
        <WatchSource
          onSource={(source) => {
            handle = source
            seen.add(source.getSnapshot().fingerprint)
          }}
        />
      </CoveoTokenProvider>
    )
    const { rerender } = render(page(datedResponse('alice')))
    await settle(100)
    act(() => handle?.signOut())
    fetch.mockImplementation(async () => Response.json(datedResponse(user)))
    rerender(page(prefetched))
    await settle(5_000)
    expect(shown()).toContain(`.${user}`)
    expect(seen).not.toContain(prefetched.fingerprint)
  })

  it('keeps the next user where a page of the last one is shown late', async () => {
    const endpoint = freshEndpoint()
    const late = datedResponse('alice')
    await settle(60_000)
    const page = (initialToken: CoveoTokenProviderProps['initialToken']) => (
      <CoveoTokenProvider endpoint={endpoint} initialToken={initialToken}>
        <Show />
      </CoveoTokenProvider>
    )
    const { rerender } = render(page(datedResponse('bob')))
    await settle(100)
    rerender(page(late))
    await settle(100)
    expect(shown()).toContain('.bob')
    expect(fetch).not.toHaveBeenCalled()
  })

  it.each([
    ['of its own session', 'bob'],
    ['of another session', 'alice'],
  ])(
    'takes no initial token from before the session of the page began, in a provider %s',
    async (_name, sessionKey) => {
      const endpoint = freshEndpoint()
      const prefetched = datedResponse('alice')
      await settle(60_000)
      const seen = new Set<string | undefined>()
      const page = (props: CoveoTokenProviderProps) => (
        <CoveoTokenProvider key={props.sessionKey} endpoint={endpoint} {...props}>
          <Show />
          <WatchSource onSource={(source) => seen.add(source.getSnapshot().fingerprint)} />
        </CoveoTokenProvider>
      )
      const { rerender } = render(page({ sessionKey: 'bob', initialToken: datedResponse('bob') }))
      await settle(100)
      fetch.mockImplementation(async () => Response.json(datedResponse('bob')))
      rerender(page({ sessionKey, initialToken: prefetched }))
      await settle(5_000)
      expect(shown()).toContain('.bob')
      expect(seen).not.toContain(prefetched.fingerprint)
    },
  )

  it.each([
    ['session key', { sessionKey: 'alice' }, { sessionKey: 'bob' }],
    ['variant', { variant: 'support' }, { variant: 'community' }],
  ])('takes an initial token once, also where its provider gets another %s', async (_name, first, next) => {
    const endpoint = freshEndpoint()
    const initialToken = responseFor('alice')
    const page = (props: CoveoTokenProviderProps) => (
      <CoveoTokenProvider endpoint={endpoint} initialToken={initialToken} {...props}>
        <Show />
      </CoveoTokenProvider>
    )
    fetch.mockImplementation(async () => Response.json(responseFor('bob')))
    const { rerender } = render(page(first))
    await settle(100)
    expect(shown()).toBe('ready alice-t1')
    rerender(page(next))
    expect(shown()).toBe('loading -')
    await settle(100)
    expect(shown()).toBe('ready bob-t2')
  })
})
