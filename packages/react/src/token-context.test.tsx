import type { TokenResponse } from '@coveo-token/core/browser'
import { act, render } from '@testing-library/react'
import { type ReactNode, useEffect } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CoveoTokenProvider } from './coveo-token-provider.tsx'
import { fetch, freshEndpoint, responseFor, Show, settle, shown, startPage, stopPage } from './page.test.support.tsx'
import { useCoveoToken } from './use-coveo-token.ts'

const unmounts: (() => void)[] = []

/** Hydrates each tree on its own, as islands do, and returns the errors that React recovered from. */
async function hydrate(...islands: ReactNode[]) {
  const problems: unknown[] = []
  const containers = islands.map((island) => {
    const container = document.body.appendChild(document.createElement('div'))
    container.innerHTML = renderToString(island)
    return container
  })
  for (const [at, container] of containers.entries()) {
    const root = hydrateRoot(container, islands[at], { onRecoverableError: (error) => problems.push(error) })
    unmounts.push(() => {
      act(() => root.unmount())
      container.remove()
    })
    await settle(100)
  }
  return problems
}

function island(endpoint: string, name: string, initialToken?: TokenResponse | null) {
  return (
    <CoveoTokenProvider endpoint={endpoint} initialToken={initialToken}>
      <Show name={name} />
    </CoveoTokenProvider>
  )
}

function RenewInEffect() {
  const { renew } = useCoveoToken()
  useEffect(() => void renew(), [renew])
  return <Show />
}

describe('hydration', () => {
  beforeEach(startPage)
  afterEach(() => {
    for (const unmount of unmounts.splice(0)) unmount()
    stopPage()
  })

  it('matches the server for a hook outside the provider', async () => {
    const page = (
      <>
        {island('/api/coveo-token', 'inside', responseFor('alice'))}
        <Show name="outside" />
      </>
    )
    expect(await hydrate(page)).toEqual([])
    expect([shown('inside'), shown('outside')]).toEqual(['ready alice-t1', 'ready alice-t1'])
    expect(fetch).not.toHaveBeenCalled()
  })

  it('matches the server for two providers on one page, with and without an initial token', async () => {
    const endpoint = freshEndpoint()
    const page = (
      <>
        {island(endpoint, 'header')}
        {island(endpoint, 'page', responseFor('alice'))}
      </>
    )
    expect(await hydrate(page)).toEqual([])
    expect([shown('header'), shown('page')]).toEqual(['ready alice-t1', 'ready alice-t1'])
  })

  it('matches the server for two islands that have a token each', async () => {
    const endpoint = freshEndpoint()
    const problems = await hydrate(
      island(endpoint, 'one', responseFor('alice')),
      island(endpoint, 'two', responseFor('alice')),
    )
    expect(problems).toEqual([])
    expect([shown('one'), shown('two')]).toEqual(['ready alice-t1', 'ready alice-t1'])
  })

  it('matches the server for an island that is signed out, and for islands that change users', async () => {
    const endpoint = freshEndpoint()
    const problems = await hydrate(
      island(endpoint, 'one', responseFor('alice')),
      island(endpoint, 'two', null),
      island(endpoint, 'three', responseFor('bob')),
    )
    expect(problems).toEqual([])
    expect(['one', 'two', 'three'].map(shown)).toEqual(['ready bob-t2', 'ready bob-t2', 'ready bob-t2'])
    expect(fetch).not.toHaveBeenCalled()
  })
})

describe('renew', () => {
  beforeEach(startPage)
  afterEach(stopPage)

  it('is the same function for the lifetime of the source: an effect that depends on it runs once', async () => {
    fetch.mockImplementation(async () => new Response('{}', { status: 401 }))
    render(
      <CoveoTokenProvider endpoint={freshEndpoint()}>
        <RenewInEffect />
      </CoveoTokenProvider>,
    )
    await settle(2_000)
    expect([fetch.mock.calls.length, shown()]).toEqual([1, 'signed-out - not-authenticated'])
  })
})
