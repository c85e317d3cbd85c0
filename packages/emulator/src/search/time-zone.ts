import { badRequest } from '../api/api-error.ts'

export interface TimeContext {
  /** The emulator's time, in milliseconds since 1970. */
  now: number
  /** Time zone of dates without an offset, such as `America/Montreal`. */
  timezone: string
}

export interface DateParts {
  year: number
  /** From 1. */
  month: number
  day: number
  hour: number
  minute: number
  second: number
}

/** Converts a local date and time in a time zone to milliseconds since 1970. */
export function zonedTime({ year, month, day, hour, minute, second }: DateParts, timezone: string): number {
  const utc = Date.UTC(year, month - 1, day, hour, minute, second)
  if (timezone === 'UTC' || Number.isNaN(utc)) return utc
  // The offset at the result can differ from the offset at the guess on a day of a clock change.
  const guess = utc - offsetMs(utc, timezone)
  return utc - offsetMs(guess, timezone)
}

/** Returns the start of the day of `now` in the time zone. */
export function startOfDay({ now, timezone }: TimeContext): number {
  return zonedTime({ ...localParts(now, timezone), hour: 0, minute: 0, second: 0 }, timezone)
}

/** Returns the local date and time of a time. */
export function localParts(time: number, timezone: string): DateParts {
  const local = localDate(time, timezone)
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
  }
}

export interface DateShift {
  months?: number
  days?: number
}

/** Moves a date in the calendar. The day of a shorter month is at most its last. */
export function shiftDate(date: DateParts, { months = 0, days = 0 }: DateShift): DateParts {
  const month = date.month + months
  const lastDay = new Date(Date.UTC(date.year, month, 0)).getUTCDate()
  return { ...date, month, day: Math.min(date.day, lastDay) + days }
}

/** Returns the local date and time of a time, such as `2026/01/31@09:00:00`. */
export function formatLocal(time: number, timezone: string): string {
  const local = localDate(time, timezone)
  return local.toISOString().slice(0, 19).replaceAll('-', '/').replace('T', '@')
}

/** Returns a date whose UTC parts are the local ones. */
function localDate(time: number, timezone: string): Date {
  return new Date(time + (timezone === 'UTC' ? 0 : offsetMs(time, timezone)))
}

/** Whether `timezone` is a tz database identifier. */
export function isTimeZone(timezone: string): boolean {
  try {
    formatOf(timezone)
    return true
  } catch {
    return false
  }
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timezone: string): Intl.DateTimeFormat {
  const existing = formats.get(timezone)
  if (existing) return existing
  try {
    const created = new Intl.DateTimeFormat('en-US', { timeZone: timezone, hourCycle: 'h23', ...numeric })
    formats.set(timezone, created)
    return created
  } catch {
    throw badRequest(`timezone: "${timezone}" is not a tz database identifier, such as America/Montreal.`)
  }
}

const numeric = {
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
} as const

function offsetMs(time: number, timezone: string): number {
  const parts = Object.fromEntries(
    formatOf(timezone)
      .formatToParts(time)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(time / 1000) * 1000
}
