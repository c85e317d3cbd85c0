'use client'

import { hasSameSubject, type TokenSource } from '@coveo-token/core/browser'

/**
 * Returns a function that tells whether `source` still serves the user of this moment. Call it after every change; once it has returned
 * false, it never returns true again.
 */
export function sameUser(source: TokenSource): () => boolean {
  let before = source.getSnapshot()
  let lastToken = before.token ? before : undefined
  let isSame = true
  return () => {
    const now = source.getSnapshot()
    if (now.status === 'signed-out' && before.status !== 'signed-out') isSame = false
    if (now.token && lastToken && !hasSameSubject(now, lastToken)) isSame = false
    before = now
    if (now.token) lastToken = now
    return isSame
  }
}
