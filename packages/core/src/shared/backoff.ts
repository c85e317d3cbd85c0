export interface BackoffOptions {
  /** Upper bound of the first pause, in milliseconds. Default 250. */
  baseMs?: number
  /** Upper bound of any pause, in milliseconds. Default 5000. */
  capMs?: number
  /** Source of randomness, in [0, 1). Default `Math.random`. */
  random?: () => number
}

/**
 * How long to wait before try number `retry` + 1, in milliseconds: "full jitter", a uniform draw between zero and a
 * bound that doubles with every retry. `retry` starts at 1.
 */
export function backoffMs(retry: number, options: BackoffOptions = {}): number {
  const { baseMs = 250, capMs = 5_000, random = Math.random } = options
  const bound = Math.min(capMs, baseMs * 2 ** Math.max(0, retry - 1))
  return Math.floor(random() * bound)
}

const firstRestMs = 1_000
const longestRestMs = 30_000

/**
 * How long something rests after so many failures in a row, in milliseconds: 1, 2, 4 … 30 s, give or take a quarter, never longer than
 * 30 s. `failures` starts at 1.
 */
export function restMs(failures: number, random: () => number): number {
  const steadyMs = Math.min(firstRestMs * 2 ** (failures - 1), longestRestMs)
  return Math.min(giveOrTake(steadyMs, random), longestRestMs)
}

/** `ms` give or take a quarter, so that those who began to wait together do not come back together. */
export function giveOrTake(ms: number, random: () => number): number {
  return ms * (0.75 + random() / 2)
}
