import { type DateParts, type DateShift, localParts, shiftDate, type TimeContext, zonedTime } from './time-zone.ts'

/** A number or a time as an interval: a day has a start and an end. Times are milliseconds since 1970. */
export interface Amount {
  start: number
  end: number
}

const number = /^-?\d+(\.\d+)?$/
const size = /^(\d+(?:\.\d+)?)(kb|mb|gb)$/i
const date = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[@T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?Z?$/i
const relative = /^(now|today|yesterday)(?:([+-])(\d+)(s|mi|h|d|w|mo|y))?$/i

const second = 1000
const unitsMs: Readonly<Record<string, number>> = { s: second, mi: 60 * second, h: 3600 * second }
const bytes: Readonly<Record<string, number>> = { kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 }

/** Whether `text` is a number, a size, a date or a relative time. */
export function isAmount(text: string): boolean {
  return [number, size, relative].some((pattern) => pattern.test(text)) || isDate(text)
}

/** Whether `text` is a date of the calendar, with or without a time of day. */
export function isDate(text: string): boolean {
  const match = date.exec(text)
  if (!match) return false
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, seconds = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0))
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return month >= 1 && month <= 12 && day >= 1 && day <= days && hour < 24 && minute < 60 && seconds < 60
}

/** Whether `text` is a date or a relative time. */
export function isTime(text: string): boolean {
  return relative.test(text) || isDate(text)
}

/** Parses a number, a size such as `10KB`, a date such as `2026/01/31@23:59:59`, or a time such as `today-7d`. */
export function parseAmount(text: string, context: TimeContext): Amount | undefined {
  if (number.test(text)) return exactly(Number(text))
  const sized = size.exec(text)
  if (sized) return exactly(Number(sized[1]) * (bytes[(sized[2] ?? '').toLowerCase()] ?? 1))
  const dated = isDate(text) ? date.exec(text) : undefined
  if (dated) return parseDate(dated, context)
  const moved = relative.exec(text)
  const found = moved ? parseRelative(moved, context) : undefined
  // A time that is too far away for a date.
  return Number.isFinite(found?.start) && Number.isFinite(found?.end) ? found : undefined
}

function parseDate(match: RegExpExecArray, { timezone }: TimeContext): Amount {
  const [year = 0, month = 1, day = 1, hour, minute = 0, seconds] = match.slice(1).map((part) => part && Number(part))
  const date = { ...midnight, year: Number(year), month: Number(month), day: Number(day) }
  if (hour === undefined) return dayOf(date, timezone)
  const time = { hour: Number(hour), minute: Number(minute), second: Number(seconds ?? 0) }
  const start = zonedTime({ ...date, ...time }, timezone)
  return { start, end: start + (seconds === undefined ? 60 * second : second) - 1 }
}

/** Parses a time such as `today-7d`. Days, weeks, months and years are those of the calendar in the time zone. */
function parseRelative(match: RegExpExecArray, { now, timezone }: TimeContext): Amount {
  const [, name = '', sign = '+', count = '0', unit = 'd'] = match.map((part) => part?.toLowerCase())
  const signed = Number(sign + count)
  const ms = signed * (unitsMs[unit] ?? 0)
  const local = shiftDate(localParts(now, timezone), inCalendar(signed, unit))
  if (name === 'now') return exactly(zonedTime(local, timezone) + (now % second) + ms)
  const { start, end } = dayOf({ ...local, ...midnight, day: local.day - (name === 'yesterday' ? 1 : 0) }, timezone)
  return { start: start + ms, end: end + ms }
}

const midnight = { hour: 0, minute: 0, second: 0 }

/** Returns a day as an interval: 23, 24 or 25 hours. */
function dayOf(date: DateParts, timezone: string): Amount {
  return { start: zonedTime(date, timezone), end: zonedTime({ ...date, day: date.day + 1 }, timezone) - 1 }
}

function inCalendar(count: number, unit: string): DateShift {
  if (unit === 'd' || unit === 'w') return { days: unit === 'w' ? 7 * count : count }
  return unit === 'mo' || unit === 'y' ? { months: unit === 'y' ? 12 * count : count } : {}
}

function exactly(value: number): Amount {
  return { start: value, end: value }
}
