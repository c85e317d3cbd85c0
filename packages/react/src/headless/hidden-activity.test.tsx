import { buildSearchEngine } from '@coveo/headless'
import { createTokenSource, type TokenSource } from '@coveo-token/core/browser'
import { act, cleanup, render } from '@testing-library/react'
import { Activity } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CoveoTokenProvider } from '../coveo-token-provider.tsx'
import type { AnyEngine } from './any-engine.ts'
import { useHeadlessEngine } from './use-headless-engine.ts'
import { useHydratedState } from './use-hydrated-state.ts'
import { createUserEndpoint, type UserEndpoint } from './user-endpoint.test.support.ts'

const results = { results: ['secret of alice'] }
const engine = { state: { configuration: { accessToken: '' } }, dispatch: () => {}, subscribe: () => {} }

let endpoint: UserEndpoint
let source: TokenSource
let rendered: unknown[]

function Search(_props: { count: number }) {
  rendered.push(useHeadlessEngine(buildSearchEngine, { configuration: { analytics: { enabled: false } } }))
  return null
}

function Results(_props: { count: number }) {
  const hydration = useHydratedState({ state: results, define: () => ({}), hydrate: async () => ({ engine }) })
  rendered.push(hydration.phase)
  return null
}

/** Hides a component of Alice's, lets Bob sign in, and shows it again. Returns what it rendered for each of them. */
async function showForBob(Component: typeof Search) {
  const page = (mode: 'visible' | 'hidden', count: number) => (
    <CoveoTokenProvider source={source}>
      <Activity mode={mode}>
        <Component count={count} />
      </Activity>
    </CoveoTokenProvider>
  )
  await source.getToken()
  const { rerender } = render(page('visible', 0))
  await act(() => vi.advanceTimersByTimeAsync(100))
  const alice = rendered.at(-1)
  rerender(page('hidden', 0))
  source.signOut()
  endpoint.user = 'bob'
  await act(() => source.renew())
  rendered = []
  rerender(page('visible', 1))
  await act(() => vi.advanceTimersByTimeAsync(100))
  return { alice, bob: rendered }
}

describe('a component in an Activity that is hidden while the user changes', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    rendered = []
    endpoint = createUserEndpoint()
    source = createTokenSource({ endpoint: '/api/coveo-token', fetch: endpoint.fetch })
  })
  afterEach(() => {
    cleanup()
    source.dispose()
    vi.useRealTimers()
  })

  it('never renders the engine of the earlier user', async () => {
    const { alice, bob } = await showForBob(Search)
    expect(alice).toBeDefined()
    expect(bob).not.toContain(alice)
    expect((bob.at(-1) as AnyEngine).dispatch).toBeTypeOf('function')
  })

  it('never renders the results of the earlier user', async () => {
    const { alice, bob } = await showForBob(Results)
    expect(alice).toBe('live')
    expect(new Set(bob)).toEqual(new Set(['gone']))
  })
})
