'use client'

import type { TokenSnapshot, TokenSource } from '@coveo-token/core/browser'
import { sameUser } from '../same-user.ts'

/**
 * Where a token came from, or what happened instead. `same`: the endpoint was asked and finds the token that is held still fresh;
 * `stale`: renewing failed and the token that is held goes on.
 */
export type TokenEventKind = 'initial' | 'network' | 'tab' | 'same' | 'stale' | 'error' | 'signed-out'

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
  /** How many times this user's token was replaced. Changes along with the events. */
  renewals(): number
  subscribe(listener: () => void): () => void
  /** Adds what no snapshot tells: that asking brought the same token. */
  noteSame(): void
}

const limit = 50

/** Remembers the latest fifty things that happened to a source's token, newest first, for as long as someone looks. */
export function createTokenHistory(source: TokenSource): TokenHistory {
  let events: readonly TokenEvent[] = []
  let last: TokenSnapshot | undefined
  let count = 0
  let tokens = 0
  let isSameUser = sameUser(source)
  const listeners = new Set<() => void>()

  function add(event: Omit<TokenEvent, 'id' | 'at'>) {
    events = [{ id: ++count, at: Date.now(), ...event }, ...events].slice(0, limit)
    for (const listener of listeners) listener()
  }

  function note() {
    const snapshot = source.getSnapshot()
    const event = happened(last, snapshot)
    if (!isSameUser()) {
      tokens = 0
      isSameUser = sameUser(source)
    }
    if (snapshot.token && snapshot.token !== last?.token) tokens++
    last = snapshot
    if (event) add(event)
  }

  note()
  return {
    getSnapshot: () => events,
    renewals: () => Math.max(0, tokens - 1),
    subscribe(listener) {
      listeners.add(listener)
      const stop = source.subscribe(note)
      note()
      return () => {
        listeners.delete(listener)
        stop()
      }
    },
    noteSame: () => add({ kind: 'same', detail: source.getSnapshot().fingerprint ?? '' }),
  }
}

function happened(before: TokenSnapshot | undefined, now: TokenSnapshot): Omit<TokenEvent, 'id' | 'at'> | undefined {
  if (now.error && now.error !== before?.error && now.status !== 'signed-out') {
    return { kind: now.status === 'ready' ? 'stale' : 'error', detail: now.error.code }
  }
  if (now.fingerprint && now.fingerprint !== before?.fingerprint)
    return { kind: now.origin === 'endpoint' ? 'network' : now.origin, detail: now.fingerprint }
  if (now.status === 'signed-out' && before?.status !== 'signed-out')
    return { kind: 'signed-out', detail: now.error?.code ?? '' }
  return undefined
}
