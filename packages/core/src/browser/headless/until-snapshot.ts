import type { TokenSnapshot } from '../token-snapshot.ts'
import type { TokenSource } from '../token-source-contract.ts'
import { wakeableDelay } from '../wakeable-delay.ts'

export interface SnapshotWait {
  readonly matches: (snapshot: TokenSnapshot) => boolean
  /** Resolves after this time at the latest, in milliseconds. Default: no limit. */
  readonly maxMs?: number | undefined
}

/** Resolves with the first snapshot of `source` that matches, or with the one that it has after `maxMs`. Keeps the token fresh meanwhile. */
export async function untilSnapshot(source: TokenSource, { matches, maxMs }: SnapshotWait): Promise<TokenSnapshot> {
  const wakers = new Set<() => void>()
  const ended = wakeableDelay(maxMs, wakers)
  let matched: TokenSnapshot | undefined
  function check() {
    const snapshot = source.getSnapshot()
    if (matched || !matches(snapshot)) return
    matched = snapshot
    for (const wake of wakers) wake()
  }
  const stop = source.subscribe(check)
  check()
  await ended
  stop()
  return matched ?? source.getSnapshot()
}
