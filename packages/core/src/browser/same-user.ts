import { tokenSubject } from './token-claims.ts'
import type { TokenSource } from './token-source-contract.ts'

/**
 * Tells whether `source` still serves the user whom it served when this was made: no longer after a sign-out, or with a token that
 * stands for somebody else. It looks when it is asked, so ask at every change; once it said no, it never says yes again.
 */
export function sameUser(source: TokenSource): () => boolean {
  let { status, token } = source.getSnapshot()
  let same = true
  return () => {
    const now = source.getSnapshot()
    if (now.status === 'signed-out' && status !== 'signed-out') same = false
    if (token && now.token && tokenSubject(now.token) !== tokenSubject(token)) same = false
    status = now.status
    token = now.token ?? token
    return same
  }
}
