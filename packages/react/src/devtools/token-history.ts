'use client'

import type { TokenSnapshot, TokenSource } from '@coveo-token/core/browser'

/** Where a token came from, or what happened instead. `stale`: renewing failed and the token that is held goes on. */
export type TokenEventKind = 'initial' | 'network' | 'tab' | 'stale' | 'error' | 'signed-out'

export interface TokenEvent {
  readonly id: number
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly kind: TokenEventKind
  /** A fingerprint or an error code. */
  readonly detail: string
}

export interface TokenHistory {
  getSnapshot(): readonly TokenEvent[]
  subscribe(listener: () => void): () => void
}

const limit = 50

/** Remembers the latest fifty things that happened to a source's token, newest first, for as long as someone looks. */
export function createTokenHistory(source: TokenSource): TokenHistory {
  let events: readonly TokenEvent[] = []
  let last: TokenSnapshot | undefined
  let count = 0

  function note(): boolean {
    const snapshot = source.getSnapshot()
    const event = happened(last, snapshot)
    last = snapshot
    if (event) events = [{ id: ++count, at: Date.now(), ...event }, ...events].slice(0, limit)
    return event !== undefined
  }

  note()
  return {
    getSnapshot: () => events,
    subscribe(listener) {
      const stop = source.subscribe(() => {
        if (note()) listener()
      })
      if (note()) listener()
      return stop
    },
  }
}

function happened(before: TokenSnapshot | undefined, now: TokenSnapshot): Omit<TokenEvent, 'id' | 'at'> | undefined {
  if (now.error && now.error !== before?.error && now.status !== 'signed-out') {
    return { kind: now.status === 'ready' ? 'stale' : 'error', detail: now.error.code }
  }
  if (now.origin && now.fingerprint !== before?.fingerprint) return { kind: now.origin, detail: now.fingerprint ?? '' }
  if (now.status === 'signed-out' && before?.status !== 'signed-out')
    return { kind: 'signed-out', detail: now.error?.code ?? '' }
  return undefined
}
