import type { TokenResponse } from '@coveo-token/core/browser'
import { render } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CoveoTokenProvider } from './coveo-token-provider.tsx'
import { fetch, freshEndpoint, responseFor, Show, settle, shown, startPage, stopPage } from './page.test.support.tsx'
import { useCoveoToken } from './use-coveo-token.ts'

function WatchStatus({ onStatus }: { onStatus: (status: string) => void }) {
  onStatus(useCoveoToken().status)
  return null
}

describe('the source of a page: initial token', () => {
  beforeEach(startPage)
  afterEach(stopPage)

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
})
