/** The clocks and the randomness of a source. Tests pass their own among the options. */
export interface SourceTiming {
  /** Wall clock, in milliseconds. */
  readonly now: () => number
  /** A clock that only moves forward, in milliseconds since the page began to load. */
  readonly monotonic: () => number
  /** A number in [0, 1). */
  readonly random: () => number
}

/**
 * A clock that counts elapsed milliseconds from the start of the page load. It adds the larger step of two clocks: the monotonic one
 * ignores corrections of the wall clock, and the wall clock runs while the machine sleeps. It never runs slow, and reads no clock before
 * its first call.
 */
export function createTokenClock({ now, monotonic }: Pick<SourceTiming, 'now' | 'monotonic'>): () => number {
  let time: number | undefined
  let [wall, steady] = [0, 0]
  return () => {
    const [lastWall, lastSteady] = [wall, steady]
    wall = now()
    steady = monotonic()
    time = time === undefined ? steady : time + Math.max(wall - lastWall, steady - lastSteady)
    return time
  }
}
