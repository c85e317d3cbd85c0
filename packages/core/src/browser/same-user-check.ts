import type { TokenSnapshot } from './token-snapshot.ts'
import type { TokenSource } from './token-source-contract.ts'
import { hasSameSubject } from './token-subject.ts'

/** The part of a snapshot by which users differ. */
type UserState = Pick<TokenSnapshot, 'status' | 'token' | 'subject'>

/**
 * Returns a check whether `source` still belongs to the user of `first`, or of its first token. After a sign-out or a token of another
 * user or grant it returns false, for good. The check compares when it is called, so call it at every change.
 */
export function createSameUserCheck(source: TokenSource, first: UserState = source.getSnapshot()): () => boolean {
  /** The last snapshot with a token, or the sign-out after it. */
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
