/** The longest delay of a timer, in milliseconds. Platforms fire a longer one at once. */
export const maxTimerMs = 2_147_483_647

/** Throws a `TypeError` that names the first option that is not a number of milliseconds a timer can wait. */
export function assertMs(limits: Readonly<Record<string, number>>, min = 0): void {
  for (const [name, value] of Object.entries(limits)) {
    if (typeof value === 'number' && value >= min && value <= maxTimerMs) continue
    throw new TypeError(`${name} must be a number of milliseconds from ${min} to ${maxTimerMs}.`)
  }
}

/** Throws a `TypeError` that names the first option that is not a whole number of at least 1. */
export function assertCount(limits: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(limits)) {
    if (Number.isSafeInteger(value) && value >= 1) continue
    throw new TypeError(`${name} must be a whole number of at least 1.`)
  }
}
