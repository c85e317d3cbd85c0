import type { RouteName } from '../api/route.ts'
import { encodeUtf8 } from '../encoding/utf8.ts'

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
  /** The response body without secrets, cut after 2000 characters; absent for streams, HTML and large bodies. */
  response?: string | undefined
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
  /** Returns a copy of the kept requests, oldest first. */
  list(): readonly RecordedRequest[]
  /** Returns up to `limit` kept requests with a sequence above `after`, oldest first. */
  page(range: { after: number; limit: number }): readonly RecordedRequest[]
  add(request: Omit<RecordedRequest, 'sequence'>): void
  /** Calls `listener` with every request that is added. Returns a function that removes it. */
  subscribe(listener: (request: RecordedRequest) => void): () => void
  /** Number of requests so far, including those that are no longer kept. */
  readonly total: number
  clear(): void
}

export interface RequestLogOptions {
  /** Maximum number of requests. Default 10 000. */
  capacity?: number
  /** Maximum size of the kept requests as JSON, in bytes of UTF-8. Default 32 000 000. */
  maxSize?: number
}

/** Returns the number of bytes of a text. */
function sizeOf(text: string): number {
  return encodeUtf8(text).length
}

/** Creates a log that keeps the newest requests within a number and a size. */
export function createRequestLog({ capacity = 10_000, maxSize = 32_000_000 }: RequestLogOptions = {}): RequestLog {
  let kept: { request: RecordedRequest; size: number }[] = []
  let first = 0
  let totalSize = 0
  let total = 0
  const listeners = new Set<(request: RecordedRequest) => void>()

  function dropOldest(): void {
    totalSize -= kept[first]?.size ?? 0
    first += 1
    if (first < 1000 || first < kept.length / 2) return
    kept = kept.slice(first)
    first = 0
  }

  return {
    list: () => kept.slice(first).map(({ request }) => request),
    page: ({ after, limit }) => {
      const start = Math.max(first, first + after - (total - (kept.length - first)))
      return kept.slice(start, start + limit).map(({ request }) => request)
    },
    add(added) {
      total += 1
      const request = { sequence: total, ...added }
      // Without escapes of the response, which would take longer than the search that it comes from.
      const size = sizeOf(JSON.stringify({ ...request, response: undefined })) + sizeOf(request.response ?? '')
      kept.push({ request, size })
      totalSize += size
      while (kept.length - first > capacity || (totalSize > maxSize && kept.length - first > 1)) dropOldest()
      for (const listener of listeners) listener(request)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    get total() {
      return total
    },
    clear() {
      kept = []
      first = 0
      totalSize = 0
      total = 0
    },
  }
}
