// @vitest-environment happy-dom
import { CoveoTokenProvider } from '@coveo-token/react'
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTestTokenSource } from '../../../../../packages/core/src/testing/test-token-source.ts'
import { WithoutResults } from './without-results.tsx'

const router = { refresh: vi.fn() }
vi.mock('next/navigation.js', () => ({ useRouter: () => router }))

describe('the page /server-rendered without results', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('renders again by itself until it has results, and shows when', async () => {
    const root = createRoot(document.body.appendChild(document.createElement('div')))
    const page = (
      <CoveoTokenProvider source={createTestTokenSource()}>
        <WithoutResults />
      </CoveoTokenProvider>
    )
    await act(async () => root.render(page))
    expect(document.body.textContent).toContain('Next attempt in 0:02')
    for (const [index, ms] of [2_000, 4_000, 8_000].entries()) {
      expect(router.refresh).toHaveBeenCalledTimes(index)
      await act(() => vi.advanceTimersByTimeAsync(ms))
    }
    expect(router.refresh).toHaveBeenCalledTimes(3)
    await act(async () => root.unmount())
    expect(vi.getTimerCount()).toBe(0)
  })
})
