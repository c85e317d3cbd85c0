import type { TokenSource } from '@coveo-token/core/browser'
import { act, render } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CoveoTokenProvider } from './coveo-token-provider.tsx'
import { freshEndpoint, Show, settle, shown, startPage, stopPage, WatchSource } from './page.test.support.tsx'

describe('useCoveoTokenSource', () => {
  beforeEach(startPage)
  afterEach(stopPage)

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
