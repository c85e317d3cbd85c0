import { UsageError } from '../command/usage-error.ts'

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Parses `900s`, `15m`, `24h` or `1d` into milliseconds. Throws a `UsageError` for any other text. */
export function parseDuration(text: string): number {
  const [, count, unit = ''] = /^(\d{1,9})([smhd])$/.exec(text) ?? []
  const ms = Number(count) * (units[unit] ?? Number.NaN)
  if (Number.isNaN(ms)) throw new UsageError('--valid-for must be a number and a unit, such as 900s, 15m, 24h or 1d.')
  return ms
}
