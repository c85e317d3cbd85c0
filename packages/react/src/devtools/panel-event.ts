'use client'

import type { TokenSnapshot } from '@coveo-token/core/browser'

export interface PanelEvent {
  /**
   * Where a token came from, or what happened to it. `same`: the endpoint responded with the token that is held; `stale`: a renewal failed
   * and the token that is held is still in use.
   */
  readonly kind: 'initial' | 'endpoint' | 'tab' | 'same' | 'stale' | 'error' | 'signed-out'
  /** A fingerprint or an error code. */
  readonly detail: string
}

/** The panel's event for the change from one snapshot to the next. */
export function describePanelEvent(before: TokenSnapshot | undefined, after: TokenSnapshot): PanelEvent | undefined {
  if (after.error && after.error !== before?.error && after.status !== 'signed-out') {
    return { kind: after.status === 'ready' ? 'stale' : 'error', detail: after.error.code }
  }
  if (after.status === 'ready' && after.token !== before?.token) {
    return { kind: after.origin, detail: after.fingerprint }
  }
  if (after.status === 'signed-out' && before?.status !== 'signed-out') {
    return { kind: 'signed-out', detail: after.error?.code ?? '' }
  }
  return undefined
}
