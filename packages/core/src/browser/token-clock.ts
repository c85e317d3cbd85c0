import type { TokenSourceOptions } from './token-source-contract.ts'

/**
 * Milliseconds since the page began to load, by whichever of two clocks runs further: `monotonic` ignores corrections of the wall
 * clock, and `now` runs on while the machine sleeps. It tells how much time has passed, never what time it is: a clock set wrong cannot
 * mislead it. It may run fast, never slow: up to twice too fast where it is asked more often than its clocks tick.
 */
export function createTokenClock(options: Pick<TokenSourceOptions, 'now' | 'monotonic'>): () => number {
  const { now = Date.now, monotonic = () => performance.now() } = options
  let time = monotonic()
  let steady = time
  let wall = now()
  return () => {
    time += Math.max(now() - wall, monotonic() - steady)
    wall = now()
    steady = monotonic()
    return time
  }
}
