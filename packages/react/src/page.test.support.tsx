import type { TokenResponse, TokenSource } from '@coveo-token/core/browser'
import { act, cleanup, screen } from '@testing-library/react'
import { type Mock, vi } from 'vitest'
import { CoveoTokenProvider } from './coveo-token-provider.tsx'
import { useCoveoToken, useCoveoTokenSource } from './use-coveo-token.ts'

export const fetch: Mock = vi.fn()

let minted = 0
let endpoints = 0

export function answer(): TokenResponse {
  minted++
  const fingerprint = `f${minted}`
  const rest = { kind: 'search', organizationId: 'acme', subject: 'alice' } as const
  return { token: `t${minted}`, ...rest, expiresIn: 3480, refreshIn: 2710, fingerprint }
}

/** Sources are shared by the whole page, so every test has an endpoint of its own. */
export function freshEndpoint() {
  return `/token-${++endpoints}`
}

export function startPage() {
  vi.useFakeTimers()
  minted = 0
  fetch.mockReset().mockImplementation(async () => Response.json(answer()))
  vi.stubGlobal('fetch', fetch)
}

export function stopPage() {
  cleanup()
  vi.useRealTimers()
}

export function Show({ name = 'token' }: { name?: string }) {
  const { token, status, error } = useCoveoToken()
  return <p data-testid={name}>{`${status} ${token ?? '-'} ${error?.code ?? ''}`.trim()}</p>
}

export function WatchSource({ onSource }: { onSource: (source: TokenSource) => void }) {
  onSource(useCoveoTokenSource())
  return null
}

function Ends() {
  return <p data-testid="ends">{String(useCoveoToken().expiresAt ?? 'unknown')}</p>
}

export function Page({ endpoint, initialToken }: { endpoint: string; initialToken?: TokenResponse }) {
  return (
    <CoveoTokenProvider endpoint={endpoint} initialToken={initialToken}>
      <Show />
      <Ends />
    </CoveoTokenProvider>
  )
}

export async function settle(ms = 0) {
  await act(async () => {
    await vi.advanceTimersByTimeAsync(ms)
    await vi.dynamicImportSettled()
    await vi.advanceTimersByTimeAsync(0)
  })
}

export function shown(name = 'token') {
  return screen.getByTestId(name).textContent
}
