import { createTabChannel, createTokenSource, type TokenSource } from '@coveo-token/core/browser'
import { act, render } from '@testing-library/react'
import { Activity } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CoveoTokenProvider } from './coveo-token-provider.tsx'
import {
  fakeBroadcastChannel,
  fetch,
  freshEndpoint,
  responseFor,
  settle,
  startPage,
  stopPage,
} from './page.test.support.tsx'
import { useCoveoToken } from './use-coveo-token.ts'

let user: string | undefined
let rendered: string[]
let other: TokenSource

function Token(_props: { count: number }) {
  const { status, token } = useCoveoToken()
  rendered.push(token ?? status)
  return null
}

/** Shows a component to Alice and hides it, with the provider inside or outside the Activity. Another tab is open. */
async function hide(place: 'inside' | 'outside') {
  const endpoint = freshEndpoint()
  const provide = (children: React.ReactNode) => <CoveoTokenProvider endpoint={endpoint}>{children}</CoveoTokenProvider>
  const page = (mode: 'visible' | 'hidden', count: number) => {
    const token = <Token count={count} />
    const activity = <Activity mode={mode}>{place === 'inside' ? provide(token) : token}</Activity>
    return place === 'inside' ? activity : provide(activity)
  }
  const { rerender } = render(page('visible', 0))
  await settle(1_000)
  expect(rendered.at(-1)).toMatch(/^alice-/)
  rerender(page('hidden', 0))
  await settle(100)
  other = createTokenSource({ endpoint, tabs: createTabChannel() })
  other.subscribe(() => {})
  await settle(1_000)
  return {
    async show() {
      rendered = []
      rerender(page('visible', 1))
      await settle(1_000)
      return rendered
    },
  }
}

describe.each(['inside', 'outside'] as const)('a component in a hidden Activity, with its provider %s', (place) => {
  beforeEach(() => {
    startPage()
    user = 'alice'
    rendered = []
    vi.stubGlobal('BroadcastChannel', fakeBroadcastChannel())
    fetch.mockImplementation(async () =>
      user ? Response.json(responseFor(user)) : new Response('{}', { status: 401 }),
    )
  })
  afterEach(() => {
    other.dispose()
    stopPage()
  })

  it('has the next user when it is shown, whom another tab announced', async () => {
    const { show } = await hide(place)
    user = 'bob'
    await act(() => other.renew() as Promise<unknown>)
    await settle(1_000)
    expect((await show()).at(-1)).toMatch(/^bob-/)
  })

  it('sends no request while it is hidden, when another tab announces a user', async () => {
    await hide(place)
    user = 'bob'
    fetch.mockClear()
    await act(() => other.renew() as Promise<unknown>)
    await settle(60_000)
    expect(fetch).toHaveBeenCalledOnce()
  })

  it('is signed out when it is shown, after a sign-out in another tab', async () => {
    const { show } = await hide(place)
    user = undefined
    act(() => other.signOut())
    await settle(1_000)
    const shown = await show()
    expect(shown.at(-1)).toBe('signed-out')
    expect(shown.filter((text) => text.startsWith('alice'))).toEqual([])
  })

  it('never has a token of the user before, where another one signs in after a sign-out', async () => {
    const { show } = await hide(place)
    user = undefined
    act(() => other.signOut())
    await settle(10_000)
    user = 'bob'
    await act(() => other.renew() as Promise<unknown>)
    await settle(1_000)
    const shown = await show()
    expect(shown.at(-1)).toMatch(/^bob-/)
    expect(shown.filter((text) => text.startsWith('alice'))).toEqual([])
  })
})
