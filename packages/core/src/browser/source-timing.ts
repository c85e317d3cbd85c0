/** The clocks and the randomness of a source. Tests pass their own among the options. */
export interface SourceTiming {
  /** Wall clock, in milliseconds. */
  readonly now: () => number
  /** A clock that only moves forward, in milliseconds since the page began to load. */
  readonly monotonic: () => number
  /** A number in [0, 1). */
  readonly random: () => number
}

/** The timing of a source: the page's own, where `options` brings none. */
export function sourceTiming(options: Partial<SourceTiming>): SourceTiming {
  const { now = () => Date.now(), monotonic = () => performance.now(), random = Math.random } = options
  return { now, monotonic, random }
}
