import type { TokenSource } from '@coveo-token/core/browser'
import { act, render } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CoveoTokenProvider } from './coveo-token-provider.tsx'
import {
  fetch,
  freshEndpoint,
  responseFor,
  settle,
  shown,
  startPage,
  stopPage,
  WatchSource,
} from './page.test.support.tsx'
import { useCoveoToken } from './use-coveo-token.ts'

function ShowGuest() {
  const { status, token, guest } = useCoveoToken()
  return <p data-testid="own">{`${status} ${token ?? '-'}${guest ? ' guest' : ''}`}</p>
}

function respondTo(user: string | undefined) {
  fetch.mockImplementation(async () =>
    Response.json(user ? responseFor(user) : { ...responseFor('anonymous'), guest: true }),
  )
}

function App({ endpoint, user }: { endpoint: string; user?: string }) {
  return (
    <CoveoTokenProvider endpoint={endpoint} sessionKey={user ?? 'guest'}>
      <ShowGuest />
    </CoveoTokenProvider>
  )
}

describe('a guest who signs in on the page', () => {
  beforeEach(startPage)
  afterEach(stopPage)

  it('changes over by its session key without a result of the other, and back', async () => {
    const endpoint = freshEndpoint()
    respondTo(undefined)
    const { rerender } = render(<App endpoint={endpoint} />)
    await settle(1_000)
    expect(shown('own')).toBe('ready anonymous-t1 guest')
    respondTo('alice')
    rerender(<App endpoint={endpoint} user="alice" />)
    expect(shown('own')).toBe('loading -')
    await settle(1_000)
    expect(shown('own')).toBe('ready alice-t2')
    respondTo(undefined)
    rerender(<App endpoint={endpoint} />)
    expect(shown('own')).toBe('loading -')
    await settle(1_000)
    expect(shown('own')).toBe('ready anonymous-t3 guest')
  })

  it('changes over by `renew()` without a session key', async () => {
    let source: TokenSource | undefined
    respondTo(undefined)
    render(
      <CoveoTokenProvider endpoint={freshEndpoint()}>
        <ShowGuest />
        <WatchSource onSource={(used) => (source = used)} />
      </CoveoTokenProvider>,
    )
    await settle(1_000)
    respondTo('alice')
    await act(() => source?.renew() as Promise<unknown>)
    expect(shown('own')).toBe('ready alice-t2')
  })
})
