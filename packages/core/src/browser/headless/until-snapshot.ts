import type { TokenSnapshot } from '../token-snapshot.ts'
import type { TokenSource } from '../token-source-contract.ts'

export interface SnapshotWait {
  readonly matches: (snapshot: TokenSnapshot) => boolean
  /** Resolves after this time at the latest, in milliseconds. Default: no limit. */
  readonly maxMs?: number | undefined
}

/** Resolves with the first snapshot of `source` that matches, or with the one that it has after `maxMs`. Keeps the token fresh meanwhile. */
export function untilSnapshot(source: TokenSource, { matches, maxMs }: SnapshotWait): Promise<TokenSnapshot> {
  return new Promise((resolve) => {
    const timer = maxMs === undefined ? undefined : setTimeout(settle, maxMs)
    const stop = source.subscribe(check)
    check()
    function check() {
      if (matches(source.getSnapshot())) settle()
    }
    function settle() {
      clearTimeout(timer)
      resolve(source.getSnapshot())
      // The source may call this before `subscribe` has returned.
      queueMicrotask(() => stop())
    }
  })
}
