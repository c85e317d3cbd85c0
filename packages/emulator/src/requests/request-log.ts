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
  /** The response body without secrets, cut after 2000 characters; absent for streams, HTML and large bodies. */
  response?: string | undefined
  /** Id of the fault that was applied. */
  fault: number | undefined
  /** Reasons why parts of the request had no effect, such as an unknown parameter. */
  warnings: readonly string[]
}

export interface RecordedCaller {
  kind: 'none' | 'apiKey' | 'token' | 'unknown'
  /** Name of the API key. */
  name?: string
  /** First 16 characters of base64url(SHA-256(credential)). */
  fingerprint?: string
}

/** A request in the form that is quick to keep. */
export interface LogEntry {
  /** Bytes that the entry keeps. */
  size: number
  /** Parses and redacts the request. Called at most once, when the request is read. */
  read(): Omit<RecordedRequest, 'sequence'>
}

export interface RequestLog {
  /** Returns a copy of the kept requests, oldest first. */
  list(): readonly RecordedRequest[]
  /** Returns up to `limit` kept requests with a sequence above `after`, oldest first. */
  page(range: { after: number; limit: number }): readonly RecordedRequest[]
  add(entry: LogEntry): void
  /** Calls `listener` with the sequence of every request that is added. Returns a function that removes it. */
  subscribe(listener: (sequence: number) => void): () => void
  /** Number of requests so far, including those that are no longer kept. */
  readonly total: number
  clear(): void
}

export interface RequestLogOptions {
  /** Maximum number of requests. Default 10 000. */
  capacity?: number
  /** Maximum size of the kept requests, in bytes. Default 32 000 000. */
  maxSize?: number
}

interface Kept {
  size: number
  request: () => RecordedRequest
}

/** Creates a log that keeps the newest requests within a number and a size. */
export function createRequestLog({ capacity = 10_000, maxSize = 32_000_000 }: RequestLogOptions = {}): RequestLog {
  /** By sequence, without gaps. */
  const kept = new Map<number, Kept>()
  let totalSize = 0
  let total = 0
  const listeners = new Set<(sequence: number) => void>()
  const oldest = () => total - kept.size + 1

  function dropOldest(): void {
    totalSize -= kept.get(oldest())?.size ?? 0
    kept.delete(oldest())
  }

  function page({ after, limit }: { after: number; limit: number }): RecordedRequest[] {
    const start = Math.max(after + 1, oldest())
    const count = Math.max(0, Math.min(limit, total - start + 1))
    return Array.from({ length: count }, (_, at) => kept.get(start + at)?.request()).filter((one) => one !== undefined)
  }

  return {
    list: () => page({ after: 0, limit: total }),
    page,
    add({ size, read }) {
      total += 1
      kept.set(total, { size, request: readOnce(read, total) })
      totalSize += size
      while (kept.size > capacity || (totalSize > maxSize && kept.size > 1)) dropOldest()
      for (const listener of listeners) listener(total)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    get total() {
      return total
    },
    clear() {
      kept.clear()
      totalSize = 0
      total = 0
    },
  }
}

/** Reads an entry when it is needed, and then keeps the result in its place. */
function readOnce(read: LogEntry['read'], sequence: number): () => RecordedRequest {
  let unread: LogEntry['read'] | undefined = read
  let request: RecordedRequest | undefined
  return () => {
    request ??= { sequence, ...unread?.() } as RecordedRequest
    unread = undefined
    return request
  }
}
