/** An instant on two clocks: the wall clock runs on while the machine sleeps, the monotonic one ignores corrections. */
export interface Instant {
  readonly wall: number
  readonly mono: number
}

export interface TokenClock {
  read(): Instant
  /** Milliseconds from now until `ms` after `start`; negative when that has passed. Whichever clock has run further counts. */
  left(start: Instant, ms: number): number
}

/** Measures how much time has passed, and never asks what time it is: a clock set wrong cannot shorten or lengthen a token. */
export function createTokenClock(now: () => number, monotonic: () => number): TokenClock {
  return {
    read: () => ({ wall: now(), mono: monotonic() }),
    left: (start, ms) => ms - Math.max(now() - start.wall, monotonic() - start.mono),
  }
}
