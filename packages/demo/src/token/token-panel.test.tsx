import { TokenError, type TokenSnapshot, type TokenSource } from '@coveo-token/core/browser'
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { TokenPanel } from './token-panel.tsx'

const start = Date.UTC(2026, 0, 1, 12)

function token(name: string): string {
  const payload = { userIds: [{ name, provider: 'p' }], roles: ['queryExecutor'], searchHub: 'hub', iat: 0, exp: 3600 }
  return `e30.${btoa(JSON.stringify(payload))}.s`
}

const held = {
  status: 'ready',
  token: token('asmith@example.com'),
  kind: 'search',
  organizationId: 'acme',
  fingerprint: 'mPq1c0tJx2yR8a7V',
  subject: undefined,
  guest: false,
  expiresAt: start + 3_600_000,
  refreshAt: start + 2_880_000,
  origin: 'endpoint',
} satisfies TokenSnapshot

function fakeSource(first: TokenSnapshot, renew: () => Promise<string> = async () => '') {
  let snapshot = first
  const listeners = new Set<() => void>()
  const source = {
    getSnapshot: () => snapshot,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    renew,
  } as unknown as TokenSource
  function show(next: TokenSnapshot) {
    snapshot = next
    act(() => {
      for (const listener of listeners) listener()
    })
  }
  return { source, show }
}

beforeEach(() => {
  vi.useFakeTimers({ now: start })
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

describe('TokenPanel', () => {
  it('shows the identity, the privileges and the fingerprint', () => {
    render(<TokenPanel source={fakeSource(held).source} onReject={undefined} />)
    const panel = within(screen.getByRole('region', { name: 'Your token' }))
    expect(panel.getByTestId('acts-as').textContent).toBe('asmith@example.com')
    expect(panel.getByText('Run searches')).toBeDefined()
    expect(panel.getByText('hub')).toBeDefined()
    expect(panel.getByTestId('token-fingerprint').textContent).toBe('mPq1c0tJx2yR8a7V')
    expect(panel.queryByText(held.token ?? '')).toBeNull()
  })

  it('counts down to the expiry and to the next renewal', () => {
    render(<TokenPanel source={fakeSource(held).source} onReject={undefined} />)
    expect(screen.getByRole('timer').textContent).toBe('1:00:00')
    act(() => vi.advanceTimersByTime(60_000))
    expect(screen.getByRole('timer').textContent).toBe('59:00')
    expect(screen.getByText('Renews itself in 47:00')).toBeDefined()
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('98')
  })

  it('has the next attempt of a renewal that failed as the next renewal', () => {
    vi.setSystemTime(held.refreshAt + 1_000)
    const error = new TokenError('coveo-unavailable', 'No.', { remedy: 'None.' })
    render(
      <TokenPanel
        source={fakeSource({ ...held, error, retryAt: held.refreshAt + 6_000 }).source}
        onReject={undefined}
      />,
    )
    expect(screen.getByText('Renews itself in 0:05')).toBeDefined()
    const next = /next renewal at \d\d:\d\d:06/i
    expect(screen.getByText(next)).toBeDefined()
    expect(screen.getByRole('img', { name: next })).toBeDefined()
  })

  it('announces a renewal, but not the ticks of the clock', () => {
    const { source, show } = fakeSource(held)
    render(<TokenPanel source={source} onReject={undefined} />)
    const status = screen.getByRole('status')
    expect(status.textContent).toBe('Token: Received from the token endpoint')
    act(() => vi.advanceTimersByTime(5000))
    expect(status.textContent).toBe('Token: Received from the token endpoint')
    show({ ...held, token: token('asmith@example.com').replace('.s', '.t') })
    expect(status.textContent).toBe('Token: Renewed')
    expect(screen.getByTestId('renewals').textContent).toBe('1')
  })

  it('reports a renewal that returned the same token', async () => {
    const { source } = fakeSource(held, async () => held.token ?? '')
    render(<TokenPanel source={source} onReject={undefined} />)
    fireEvent.click(screen.getByRole('button', { name: 'Renew now' }))
    await act(() => vi.advanceTimersByTimeAsync(0))
    expect(within(screen.getByRole('list', { name: 'What happened' })).getByText(/still fresh/)).toBeDefined()
    expect(screen.getByRole('button', { name: 'Renew now' }).hasAttribute('disabled')).toBe(false)
  })

  it('keeps working when a renewal fails', async () => {
    const { source } = fakeSource(held, async () => Promise.reject(new Error('no')))
    render(<TokenPanel source={source} onReject={undefined} />)
    fireEvent.click(screen.getByRole('button', { name: 'Renew now' }))
    await act(() => vi.advanceTimersByTimeAsync(0))
    expect(screen.getByRole('button', { name: 'Renew now' }).hasAttribute('disabled')).toBe(false)
  })

  it('shows the reject button only with the emulator', async () => {
    const { source } = fakeSource(held)
    const { rerender } = render(<TokenPanel source={source} onReject={undefined} />)
    expect(screen.queryByRole('button', { name: 'Make Coveo reject it' })).toBeNull()
    const onReject = vi.fn(async () => Promise.reject(new Error('no emulator')))
    rerender(<TokenPanel source={source} onReject={onReject} />)
    fireEvent.click(screen.getByRole('button', { name: 'Make Coveo reject it' }))
    await act(() => vi.advanceTimersByTimeAsync(0))
    expect(onReject).toHaveBeenCalledOnce()
    expect(screen.getByRole('status').textContent).toMatch(/did not take the order/)
  })

  it('shows neither facts nor a countdown while there is no token', () => {
    render(
      <TokenPanel
        source={fakeSource({ status: 'error', error: new TokenError('internal', 'No.', { remedy: 'None.' }) }).source}
        onReject={async () => {}}
      />,
    )
    expect(screen.getByText(/No token at the moment/)).toBeDefined()
    expect(screen.queryByRole('timer')).toBeNull()
    expect(screen.queryByRole('button', { name: 'Make Coveo reject it' })).toBeNull()
  })

  it('expands and collapses its details on narrow screens', () => {
    render(<TokenPanel source={fakeSource(held).source} onReject={undefined} />)
    const toggle = screen.getByRole('button', { name: 'Details of the token' })
    expect(toggle.getAttribute('aria-expanded')).toBe('false')
    fireEvent.click(toggle)
    expect(toggle.getAttribute('aria-expanded')).toBe('true')
    expect(document.getElementById(toggle.getAttribute('aria-controls') ?? '')).not.toBeNull()
  })
})
