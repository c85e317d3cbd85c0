import { startOfDay, type TimeContext, zonedTime } from './time-zone.ts'

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
const dayMs = 86_400 * second
const unitsMs: Readonly<Record<string, number>> = {
  s: second,
  mi: 60 * second,
  h: 3600 * second,
  d: dayMs,
  w: 7 * dayMs,
  mo: 30 * dayMs,
  y: 365 * dayMs,
}
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
  return moved ? parseRelative(moved, context) : undefined
}

function parseDate(match: RegExpExecArray, { timezone }: TimeContext): Amount {
  const [year = 0, month = 1, day = 1, hour, minute = 0, seconds] = match.slice(1).map((part) => part && Number(part))
  const parts = { year: Number(year), month: Number(month), day: Number(day) }
  if (hour === undefined) {
    const start = zonedTime({ ...parts, hour: 0, minute: 0, second: 0 }, timezone)
    return { start, end: start + dayMs - 1 }
  }
  const time = { hour: Number(hour), minute: Number(minute), second: Number(seconds ?? 0) }
  const start = zonedTime({ ...parts, ...time }, timezone)
  return { start, end: start + (seconds === undefined ? 60 * second : second) - 1 }
}

function parseRelative([, name = '', sign, count, unit]: RegExpExecArray, context: TimeContext): Amount {
  const offset = sign === undefined ? 0 : (sign === '-' ? -1 : 1) * Number(count) * (unitsMs[unit ?? 'd'] ?? dayMs)
  if (name.toLowerCase() === 'now') return exactly(context.now + offset)
  const today = startOfDay(context)
  const start = (name.toLowerCase() === 'today' ? today : today - dayMs) + offset
  return { start, end: start + dayMs - 1 }
}

function exactly(value: number): Amount {
  return { start: value, end: value }
}
