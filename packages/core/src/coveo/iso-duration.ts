/** Formats milliseconds as an ISO 8601 duration of hours, minutes and seconds. A day is `PT24H`, as in Coveo's samples. */
export function isoDuration(ms: number): string {
  if (!Number.isSafeInteger(ms) || ms <= 0 || ms % 1_000 !== 0) {
    throw new TypeError('A duration must be a positive whole number of seconds, given in milliseconds.')
  }
  const seconds = ms / 1_000
  const parts = { H: Math.floor(seconds / 3_600), M: Math.floor(seconds / 60) % 60, S: seconds % 60 }
  return `PT${Object.entries(parts)
    .map(([unit, count]) => (count === 0 ? '' : `${count}${unit}`))
    .join('')}`
}
