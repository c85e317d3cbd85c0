/** An unverified claim as an object; `{}` for anything else. */
export function recordOf(claim: unknown): Readonly<Record<string, unknown>> {
  return typeof claim === 'object' && claim !== null && !Array.isArray(claim) ? { ...claim } : {}
}

/** An unverified claim as a list; empty for anything else. */
export function listOf(claim: unknown): readonly unknown[] {
  return Array.isArray(claim) ? claim : []
}

/** An unverified claim as text; undefined for anything else and for `''`. */
export function textOf(claim: unknown): string | undefined {
  return typeof claim === 'string' && claim !== '' ? claim : undefined
}

/** A claim in seconds as milliseconds since the epoch. */
export function timeOf(claim: unknown): number | undefined {
  return typeof claim === 'number' && Math.abs(claim) <= 8_640_000_000_000 ? claim * 1_000 : undefined
}
