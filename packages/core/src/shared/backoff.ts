export interface BackoffOptions {
  /** Upper bound of the first pause, in milliseconds. Default 250. */
  baseMs?: number
  /** Upper bound of any pause, in milliseconds. Default 5000. */
  capMs?: number
  /** Source of randomness, in [0, 1). Default `Math.random`. */
  random?: () => number
}

/**
 * The pause after attempt number `attempt`, in milliseconds, with full jitter: uniform between zero and a bound that
 * doubles with every attempt. `attempt` starts at 1.
 */
export function backoffMs(attempt: number, options: BackoffOptions = {}): number {
  const { baseMs = 250, capMs = 5_000, random = Math.random } = options
  const bound = Math.min(capMs, baseMs * 2 ** Math.max(0, attempt - 1))
  return Math.floor(random() * bound)
}

const firstCoolDownMs = 1_000
const maxCoolDownMs = 30_000

/**
 * The cool-down after consecutive failures, in milliseconds: 1, 2, 4 … 30 s with a quarter of jitter, at most 30 s.
 * `failures` starts at 1.
 */
export function coolDownMs(failures: number, random: () => number): number {
  const steadyMs = Math.min(firstCoolDownMs * 2 ** (failures - 1), maxCoolDownMs)
  return Math.min(withJitter(steadyMs, random), maxCoolDownMs)
}

/** `ms` plus or minus up to a quarter, so that callers that paused together do not return together. */
export function withJitter(ms: number, random: () => number): number {
  return ms * (0.75 + random() / 2)
}
