import { parse, serialize } from 'tinyduration'

const unitMs = { weeks: 604_800_000, days: 86_400_000, hours: 3_600_000, minutes: 60_000, seconds: 1_000 }

/**
 * Milliseconds of an ISO 8601 duration such as `PT24H` or `P1DT12H`. Throws a `TypeError` for what is not a duration,
 * is negative, or counts years or months, which have no fixed length.
 */
export function durationToMs(text: string): number {
  let duration: ReturnType<typeof parse>
  try {
    duration = parse(text)
  } catch {
    throw new TypeError('Not an ISO 8601 duration: write something like PT1H or P1DT12H.')
  }
  if (duration.negative || duration.years || duration.months) {
    throw new TypeError('An ISO 8601 duration must be positive and use weeks, days, hours, minutes and seconds only.')
  }
  let ms = 0
  for (const [unit, length] of Object.entries(unitMs)) ms += (duration[unit as keyof typeof unitMs] ?? 0) * length
  return Math.round(ms)
}

/**
 * The ISO 8601 duration of a whole number of seconds given in milliseconds, in hours, minutes and seconds: one day is
 * `PT24H`, the only form that Coveo shows (slug n3ge0020). Throws a `TypeError` for anything else.
 */
export function msToDuration(ms: number): string {
  if (!Number.isSafeInteger(ms) || ms <= 0 || ms % 1_000 !== 0) {
    throw new TypeError('A duration must be a positive whole number of seconds, given in milliseconds.')
  }
  const seconds = ms / 1_000
  return serialize({
    hours: Math.floor(seconds / 3_600),
    minutes: Math.floor(seconds / 60) % 60,
    seconds: seconds % 60,
  })
}
