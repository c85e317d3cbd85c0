import type { TokenSource } from '@coveo-token/core/browser'
import { act, render } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CoveoTokenProvider } from './coveo-token-provider.tsx'
import { fetch, freshEndpoint, responseFor, settle, shown, startPage, stopPage } from './page.test.support.tsx'
import { useCoveoToken } from './use-coveo-token.ts'
import { useCoveoTokenSource } from './use-coveo-token-source.ts'

const sources = new Map<string | undefined, TokenSource>()
let user: string

function ShowVariant({ variant }: { variant?: string }) {
  const { status, token } = useCoveoToken({ variant })
  sources.set(variant, useCoveoTokenSource({ variant }))
  return <p data-testid={variant ?? 'own'}>{`${status} ${token?.split('-t')[0] ?? '-'}`}</p>
}

/** The server rendered it without the subject, as an endpoint of the application's own may. */
function initialFor(name: string) {
  return { ...responseFor(name), subject: undefined }
}

describe('the variants of a page without a channel', () => {
  beforeEach(() => {
    startPage()
    user = 'alice'
    fetch.mockImplementation(async (url: string) => {
      const variant = new URL(url, location.href).searchParams.get('variant') ?? 'default'
      return Response.json(responseFor(`${user}-${variant}`))
    })
  })
  afterEach(() => {
    stopPage()
    vi.unstubAllGlobals()
  })

  it('are renewed by `renew()` where the browser has no channels', async () => {
    vi.stubGlobal('BroadcastChannel', undefined)
    render(
      <CoveoTokenProvider endpoint={freshEndpoint()}>
        <ShowVariant />
        <ShowVariant variant="support" />
      </CoveoTokenProvider>,
    )
    await settle(100)
    user = 'bob'
    await act(() => sources.get(undefined)?.renew() as Promise<unknown>)
    await settle(100)
    expect([shown('own'), shown('support')]).toEqual(['ready bob-default', 'ready bob-support'])
  })

  it('start afresh with the initial token of the next user, also where it has no subject', async () => {
    const endpoint = freshEndpoint()
    const page = (name: string) => (
      <CoveoTokenProvider endpoint={endpoint} crossTab={false} initialToken={initialFor(name)}>
        <ShowVariant />
        <ShowVariant variant="support" />
      </CoveoTokenProvider>
    )
    const { rerender } = render(page('alice'))
    await settle(100)
    expect([shown('own'), shown('support')]).toEqual(['ready alice', 'ready alice-support'])
    user = 'bob'
    rerender(page('bob'))
    expect([shown('own'), shown('support')]).toEqual(['ready bob', 'loading -'])
    await settle(100)
    expect([shown('own'), shown('support')]).toEqual(['ready bob', 'ready bob-support'])
  })
})
