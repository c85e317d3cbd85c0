/** The longest delay of a timer, in milliseconds, about 24 days. Platforms fire a longer one at once. */
export const maxTimerMs = 2_147_483_647

export interface LimitRange {
  /** Default 1. */
  readonly min?: number
  /** Default: the longest delay of a timer. */
  readonly max?: number
}

/** Throws a `TypeError` that names the first option that is not a whole number in the range. */
export function assertLimits(
  limits: Readonly<Record<string, number>>,
  { min = 1, max = maxTimerMs }: LimitRange = {},
): void {
  for (const [name, value] of Object.entries(limits)) {
    if (Number.isSafeInteger(value) && value >= min && value <= max) continue
    throw new TypeError(`\`${name}\` must be a whole number from ${min} to ${max}.`)
  }
}
