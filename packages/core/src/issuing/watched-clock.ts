/** Corrections below this are noise, in milliseconds. */
const noticeableMs = 1_000

export interface WatchedClockOptions {
  /** Milliseconds since the epoch, by a clock that somebody may set. */
  now: () => number
  /** Milliseconds since some start, by a clock that nobody sets. Without it, only a time seen to go back tells. */
  monotonic: (() => number) | undefined
  /** The clock was put back: every instant noted so far is too late by now. */
  onPutBack: () => void
}

/**
 * `now`, which gives notice when the clock has been put back, be it while nobody looked. A clock put forward, or one that
 * ran on while the machine slept, needs no notice: what was noted then ends early or in time, never late.
 */
export function createWatchedClock({ now, monotonic, onPutBack }: WatchedClockOptions): () => number {
  let checkedAt = now()
  let lead = checkedAt - passed()

  function passed(): number {
    return monotonic === undefined ? checkedAt : monotonic()
  }

  function check(at: number): void {
    const gainedMs = at - passed() - lead
    checkedAt = at
    lead = at - passed()
    if (gainedMs < -noticeableMs) onPutBack()
  }

  return () => {
    const at = now()
    if (at < checkedAt || at - checkedAt >= noticeableMs) check(at)
    return at
  }
}
