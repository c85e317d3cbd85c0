'use client'

import { hasSameSubject, type TokenSnapshot, type TokenSource } from '@coveo-token/core/browser'

/**
 * Returns a check whether `source` still belongs to the user of `first`, or of its first token. After a sign-out or another user's
 * token it returns false, for good. The check compares when it is called, so call it at every change.
 */
export function createSameUserCheck(source: TokenSource, first: TokenSnapshot = source.getSnapshot()): () => boolean {
  let last = first
  let isSame = true
  return () => {
    const now = source.getSnapshot()
    const isSignOut = now.status === 'signed-out' && last.status !== 'signed-out'
    if (isSignOut || (now.token && last.token && !hasSameSubject(now, last))) isSame = false
    if (now.token || isSignOut) last = now
    return isSame
  }
}
