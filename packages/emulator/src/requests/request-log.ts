import type { RouteName } from '../api/route.ts'

/** A logged request. Holds fingerprints in place of keys and tokens. */
export interface RecordedRequest {
  /** Counts from 1 since the start or the last `clear()`. */
  sequence: number
  /** The emulator's time when the request arrived, in milliseconds since 1970. */
  time: number
  method: string
  path: string
  query: Readonly<Record<string, string>>
  /** Undefined for a path that matches no route. */
  route: RouteName | undefined
  caller: RecordedCaller
  origin: string | undefined
  /** The parsed body without secrets; absent when it was empty, unreadable or over 16 kB. */
  body: unknown
  /** Response status; 0 if the connection closed without a response. */
  status: number
  /** Id of the fault that was applied. */
  fault: number | undefined
}

export interface RecordedCaller {
  kind: 'none' | 'apiKey' | 'token' | 'unknown'
  /** Name of the API key. */
  name?: string
  /** First 16 characters of base64url(SHA-256(credential)). */
  fingerprint?: string
}

export interface RequestLog {
  /** Returns a copy of the newest requests, oldest first. */
  list(): readonly RecordedRequest[]
  add(request: Omit<RecordedRequest, 'sequence'>): void
  /** Number of requests so far, including those that are no longer kept. */
  readonly total: number
  clear(): void
}

/** Creates a log that keeps the newest `capacity` requests. */
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
