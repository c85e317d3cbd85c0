import { createSameUserCheck } from './same-user-check.ts'
import type { TokenSource } from './token-source-contract.ts'

/** Calls `listener` when the source's user or rights change, a sign-out included. Returns how to stop. */
export function watchUser(source: TokenSource, listener: () => void): () => void {
  let isSameUser = createSameUserCheck(source)
  return source.subscribe(() => {
    if (isSameUser()) return
    isSameUser = createSameUserCheck(source)
    listener()
  })
}
