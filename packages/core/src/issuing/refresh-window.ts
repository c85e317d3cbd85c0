const minute = 60_000

/** Lives shorter than this scale every figure below down with them. */
const wholeLifeMs = 4 * minute
const shortOfWholeLifeMs = 90_000

export interface RefreshWindow {
  /** From this instant on, a new token is minted in the background while the old one is served. */
  readonly refreshAt: number
  /** With less than this left, in whole milliseconds, callers wait for the new token. */
  readonly shortMs: number
}

/** What is known of a token when it arrives. Instants and durations in milliseconds. */
export interface TokenLife {
  key: string
  expiresAt: number
  lifetimeMs: number
}

/**
 * When a token is due and when it is short. The background window is 20 % of the life, at least 3 minutes, at most 15,
 * never over half the life. The instant inside its first half is a hash of the key: every instance computes the same
 * one, and users spread out.
 */
export function refreshWindow({ key, expiresAt, lifetimeMs }: TokenLife): RefreshWindow {
  const windowMs = Math.min(Math.max(lifetimeMs * 0.2, 3 * minute), 15 * minute, lifetimeMs / 2)
  const shortMs = Math.floor(shortOfWholeLifeMs * Math.min(1, lifetimeMs / wholeLifeMs))
  const spreadMs = Math.min(windowMs / 2, windowMs - shortMs)
  return { refreshAt: Math.floor(expiresAt - windowMs + spreadMs * fractionOf(key)), shortMs }
}

/** FNV-1a over the UTF-16 units, finished as in MurmurHash3, so that keys that differ in one letter land far apart. */
function fractionOf(key: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000
}
