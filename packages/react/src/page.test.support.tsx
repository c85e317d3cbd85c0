import type { TokenResponse, TokenSource } from '@coveo-token/core/browser'
import { act, cleanup, screen } from '@testing-library/react'
import { type Mock, vi } from 'vitest'
import { CoveoTokenProvider } from './coveo-token-provider.tsx'
import { useCoveoToken } from './use-coveo-token.ts'
import { useCoveoTokenSource } from './use-coveo-token-source.ts'

export const fetch: Mock = vi.fn()

let minted = 0
let endpoints = 0

/** A response of the token endpoint: tokens `t1`, `t2` and so on. */
export function tokenResponse(): TokenResponse {
  minted++
  const fingerprint = `f${minted}`
  const rest = { kind: 'search', organizationId: 'acme', subject: 'alice' } as const
  return { token: `t${minted}`, ...rest, expiresIn: 3480, refreshIn: 2710, fingerprint }
}

/** A response for one of several users, which names its subject. */
export function responseFor(user: string): TokenResponse {
  const response = tokenResponse()
  return {
    ...response,
    token: `${user}-${response.token}`,
    fingerprint: `${user}-${response.fingerprint}`,
    subject: user,
  }
}

/** All components of a page share its sources, so every test has an endpoint of its own. */
export function freshEndpoint() {
  return `/token-${++endpoints}`
}

export function startPage() {
  vi.useFakeTimers()
  minted = 0
  fetch.mockReset().mockImplementation(async () => Response.json(tokenResponse()))
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

function ExpiresAt() {
  return <p data-testid="expires-at">{String(useCoveoToken().expiresAt ?? 'unknown')}</p>
}

export interface PageProps {
  endpoint: string
  initialToken?: TokenResponse | null | undefined
}

export function Page({ endpoint, initialToken }: PageProps) {
  return (
    <CoveoTokenProvider endpoint={endpoint} initialToken={initialToken}>
      <Show />
      <ExpiresAt />
    </CoveoTokenProvider>
  )
}

/** Moves the page's time, and lets everything that is due happen. */
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

/** The channels of one browser. Each delivers at once. */
export function fakeBroadcastChannel() {
  const open = new Set<Channel>()
  class Channel {
    readonly name: string
    onmessage: ((event: { data: unknown }) => void) | undefined
    constructor(name: string) {
      this.name = name
      open.add(this)
    }
    postMessage(data: unknown) {
      for (const other of open) {
        if (other !== this && other.name === this.name) other.onmessage?.({ data: structuredClone(data) })
      }
    }
    close() {
      open.delete(this)
    }
  }
  return Channel
}
