import type { ApiKeyName } from '../authorization/api-keys.ts'
import type { RouteName } from '../http/route.ts'

/** One request that reached the emulator. Holds no key and no token, only fingerprints. */
export interface RecordedRequest {
  /** Counts from 1 since the start or the last clearing. */
  sequence: number
  /** The emulator's time at arrival, in milliseconds since 1970. */
  time: number
  method: string
  path: string
  query: Readonly<Record<string, string>>
  /** Undefined for a path that is no call of the API. */
  route: RouteName | undefined
  caller: RecordedCaller
  origin: string | undefined
  /** The parsed body without secrets; absent when it was empty, unreadable or over 16 kB. */
  body: unknown
  /** Status of the answer; 0 when the connection ended without one. */
  status: number
  /** The fault that was played on it, by its id. */
  fault: number | undefined
}

export interface RecordedCaller {
  kind: 'none' | 'apiKey' | 'token' | 'unknown'
  /** Which API key. */
  name?: ApiKeyName
  /** First 16 characters of base64url(SHA-256(credential)). */
  fingerprint?: string
}

export interface RequestLog {
  /** The newest requests, oldest first; a copy. */
  list(): readonly RecordedRequest[]
  add(request: Omit<RecordedRequest, 'sequence'>): void
  /** How many requests there were, those included that are no longer kept. */
  readonly total: number
  clear(): void
}

/** Keeps the newest `capacity` requests. */
export function createRequestLog(capacity = 10_000): RequestLog {
  let kept: RecordedRequest[] = []
  let total = 0
  return {
    list: () => kept.slice(-capacity),
    add(request) {
      total += 1
      kept.push({ sequence: total, ...request })
      if (kept.length >= capacity * 2) kept = kept.slice(-capacity)
    },
    get total() {
      return total
    },
    clear() {
      kept = []
      total = 0
    },
  }
}
