import { callListeners } from '../browser/call-listeners.ts'
import { createEndpointError } from '../browser/errors/endpoint-error.ts'
import { untilSnapshot } from '../browser/headless/until-snapshot.ts'
import { loadingSnapshot, readySnapshot, type TokenSnapshot } from '../browser/token-snapshot.ts'
import type { GetTokenOptions, TokenSource } from '../browser/token-source-contract.ts'
import { abortable } from '../shared/abortable.ts'
import type { TokenResponse } from '../shared/endpoint-contract.ts'

/** A token, of which absent parts have defaults, or the state of a page that has none. */
export type TestTokenState = Partial<TokenResponse> | 'loading' | 'signed-out' | 'error'

export interface TestTokenSource extends TokenSource {
  /** Changes the state, and calls every listener. */
  readonly set: (state: TestTokenState) => void
}

/**
 * Creates a token source without a network, for tests of components, Storybook and MSW. `state` is the first state; default: a search
 * token `test` for one hour. `getToken`, `renew` and `reportRejected` wait while the state is `loading`.
 */
export function createTestTokenSource(state: TestTokenState = {}): TestTokenSource {
  const listeners = new Set<() => void>()
  const first = snapshotOf(state)
  let snapshot = first

  function set(next: TestTokenState): void {
    snapshot = snapshotOf(next)
    callListeners(listeners)
  }

  async function getToken({ signal }: GetTokenOptions = {}): Promise<string> {
    const { token, error } = await abortable(
      untilSnapshot(source, { matches: ({ status }) => status !== 'loading' }),
      signal,
    )
    if (token === undefined) throw error ?? createEndpointError('not-authenticated')
    return token
  }

  const source: TestTokenSource = {
    set,
    getSnapshot: () => snapshot,
    getServerSnapshot: () => first,
    subscribe(listener) {
      // A listener that subscribes twice is called twice.
      const entry = () => listener()
      listeners.add(entry)
      return () => void listeners.delete(entry)
    },
    getToken,
    renew: () => getToken(),
    reportRejected: () => getToken(),
    signOut: () => set('signed-out'),
    dispose: () => listeners.clear(),
  }
  return source
}

function snapshotOf(state: TestTokenState): TokenSnapshot {
  if (state === 'loading') return loadingSnapshot
  if (state === 'signed-out') return { status: 'signed-out' }
  if (state === 'error') return { status: 'error', error: createEndpointError('endpoint-unreachable') }
  const response: TokenResponse = {
    token: 'test',
    kind: 'search',
    organizationId: 'test',
    fingerprint: 'test',
    subject: 'test',
    expiresIn: 3_600,
    refreshIn: 2_700,
    ...state,
  }
  const now = Date.now()
  return readySnapshot(response, {
    origin: 'endpoint',
    expiresAt: now + response.expiresIn * 1_000,
    refreshAt: now + response.refreshIn * 1_000,
  })
}
