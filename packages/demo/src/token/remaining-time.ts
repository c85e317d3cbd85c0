/** A countdown as `59:12`, or as `23:59:12` from one hour. Never negative. */
export function clockText(remainingMs: number): string {
  const total = Math.max(0, Math.ceil(remainingMs / 1000))
  const hours = Math.floor(total / 3600)
  const minutes = Math.floor((total % 3600) / 60)
  const parts = hours > 0 ? [String(hours), twoDigits(minutes)] : [String(minutes)]
  return [...parts, twoDigits(total % 60)].join(':')
}

/** The same, rounded for speech: `about 59 minutes`. */
export function spokenTime(remainingMs: number): string {
  const total = Math.max(0, Math.ceil(remainingMs / 1000))
  if (total < 90) return count(total, 'second')
  if (total < 5400) return `about ${count(Math.round(total / 60), 'minute')}`
  return `about ${count(Math.round(total / 3600), 'hour')}`
}

function count(amount: number, unit: string): string {
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
