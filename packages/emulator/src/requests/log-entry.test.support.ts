import type { LogEntry, RecordedRequest } from './request-log.ts'

/** Returns the entry of a request with these properties. */
export function logEntry(request: Partial<RecordedRequest>): LogEntry {
  return { size: 100, read: () => request as RecordedRequest }
}
