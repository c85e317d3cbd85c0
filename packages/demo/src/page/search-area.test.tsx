import { createTestTokenSource } from '@coveo-token/core/testing'
import { CoveoTokenProvider } from '@coveo-token/react'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { demoUsers } from '../users/demo-user.ts'
import type { DemoConfig } from './demo-config.ts'
import { SearchArea } from './search-area.tsx'

const script = vi.hoisted(() => {
  let arrive = () => {}
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve
  })
  let show = () => {}
  const shown = new Promise<void>((resolve) => {
    show = resolve
  })
  return { arrive, arrived, show, shown }
})

function LiveSearch() {
  script.show()
  return null
}

vi.mock('./live-search.tsx', async () => {
  await script.arrived
  return { default: LiveSearch }
})

const config = { organizationId: 'acme', kind: 'search', environment: 'prod' } as DemoConfig

afterEach(cleanup)

describe('SearchArea', () => {
  it('keeps the notice, its focus and its outcome when the script of the search arrives late', async () => {
    render(
      <CoveoTokenProvider source={createTestTokenSource('error')}>
        <SearchArea config={config} user={demoUsers[0]} first={undefined} isStarting={false} onReady={() => {}} />
      </CoveoTokenProvider>,
    )
    const button = screen.getByRole('button', { name: 'Try now' })
    button.focus()
    await act(async () => void fireEvent.click(button))
    const outcome = screen.getByText(/^No change after the attempt at/)

    script.arrive()
    await act(() => script.shown)
    expect(document.activeElement).toBe(button)
    expect(screen.getByText(/^No change after the attempt at/)).toBe(outcome)
  })
})
