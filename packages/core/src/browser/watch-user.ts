import type { TokenSource } from './token-source-contract.ts'
import { hasSameSubject } from './token-subject.ts'

/** Calls `listener` when the source's user or rights change, a sign-out included. Returns how to stop. */
export function watchUser(source: TokenSource, listener: () => void): () => void {
  let before = source.getSnapshot()
  let lastToken = before.token ? before : undefined
  return source.subscribe(() => {
    const now = source.getSnapshot()
    const isSignOut = now.status === 'signed-out' && before.status !== 'signed-out'
    const isOther = now.token !== undefined && lastToken !== undefined && !hasSameSubject(now, lastToken)
    before = now
    if (now.token) lastToken = now
    if (isSignOut) lastToken = undefined
    if (isSignOut || isOther) listener()
  })
}
