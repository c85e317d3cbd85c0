/** The clocks and the randomness of a source. Tests pass their own among the options. */
export interface SourceTiming {
  /** Wall clock, in milliseconds. */
  readonly now: () => number
  /** A clock that only moves forward, in milliseconds since the page began to load. */
  readonly monotonic: () => number
  /** A number in [0, 1). */
  readonly random: () => number
}

/** A step of the wall clock over this time, ahead of the monotonic one, is a sleep of the machine. */
const minSleepMs = 100

/**
 * A clock that counts elapsed milliseconds from the start of the page load: the monotonic clock, which ignores corrections of the wall
 * clock, plus the sleeps of the machine, which only the wall clock counts. It reads no clock before its first call.
 */
export function createTokenClock({ now, monotonic }: Pick<SourceTiming, 'now' | 'monotonic'>): () => number {
  /** By how much the wall clock is ahead of the monotonic one. */
  let lead = Infinity
  let sleptMs = 0
  return () => {
    const steady = monotonic()
    const last = lead
    lead = now() - steady
    const stepMs = lead - last
    // Smaller steps add up where the wall clock counts whole milliseconds.
    if (stepMs > minSleepMs) sleptMs += stepMs
    return steady + sleptMs
  }
}
