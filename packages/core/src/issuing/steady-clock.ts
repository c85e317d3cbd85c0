export interface SteadyClock {
  /** Milliseconds since the epoch. Never goes back, also if the wall clock does. */
  readonly now: () => number
  /** How far `now` is ahead of the wall clock, in milliseconds: by how much that one was set back. */
  readonly aheadMs: () => number
}

export interface SteadyClockOptions {
  /** Milliseconds since the epoch; may be set at any time. */
  readonly wall: () => number
  /** Milliseconds since any instant; never goes back. Default: the forward steps of `wall`. */
  readonly monotonic?: (() => number) | undefined
}

/** Smaller differences are how two clocks drift apart. */
const noiseMs = 1_000

/**
 * Creates the clock that lifetimes are counted on. It follows `monotonic`, and moves ahead with `wall` where that one jumps:
 * a monotonic clock stops while the machine sleeps. Tokens then expire early, never late.
 */
export function createSteadyClock({ wall, monotonic = forwardSteps(wall) }: SteadyClockOptions): SteadyClock {
  /** `wall` less `monotonic`, as of the last jump. */
  let difference = wall() - monotonic()
  let offset = difference

  return {
    now() {
      const at = monotonic()
      const jumpMs = wall() - at - difference
      if (Math.abs(jumpMs) > noiseMs) {
        difference += jumpMs
        offset += Math.max(0, jumpMs)
      }
      return Math.floor(at + offset)
    },
    aheadMs: () => Math.round(offset - difference),
  }
}

/** The sum of all steps forward; a step back counts as no time. */
function forwardSteps(wall: () => number): () => number {
  let sum = 0
  let last = wall()
  return () => {
    const at = wall()
    sum += Math.max(0, at - last)
    last = at
    return sum
  }
}
