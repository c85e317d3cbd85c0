const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const

/** A duration in its two largest units, rounded down: `23 h 59 min`. */
export function describeDuration(ms: number): string {
  const parts: string[] = []
  let rest = Math.abs(ms)
  for (const [unit, length] of units) {
    const count = Math.floor(rest / length)
    rest -= count * length
    if (count > 0 && parts.length < 2) parts.push(`${count} ${unit}`)
  }
  return parts.join(' ') || '0 s'
}

/** When a token expires, seen from `now`: `2026-07-06 09:15:00 UTC, in 15 min`. */
export function describeExpiry(expiresAt: number, now: number): string {
  const time = `${new Date(expiresAt).toISOString().slice(0, 19).replace('T', ' ')} UTC`
  const duration = describeDuration(expiresAt - now)
  return expiresAt > now ? `${time}, in ${duration}` : `${time}, expired ${duration} ago`
}
