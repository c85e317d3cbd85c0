import { bearerOf } from '../api/bearer.ts'
import { type HttpRequest, splitTarget } from '../api/http-exchange.ts'
import type { ApiKeyStore } from '../authorization/api-key-store.ts'
import type { EmulatorClock } from '../clock/emulator-clock.ts'
import { describeCaller } from './describe-caller.ts'
import { redactQuery, redactText, redactValue } from './redact.ts'
import type { RecordedRequest, RequestLog } from './request-log.ts'

/** A request in flight. Handlers set `route`, `fault`, `body` and `response`. */
export type RequestEntry = Omit<RecordedRequest, 'sequence' | 'status'>

export interface RequestRecorder {
  start(request: HttpRequest): RequestEntry
  /** Logs the request with its status; 0 if the connection closed without a response. */
  finish(entry: RequestEntry, status: number): void
}

export interface RequestRecorderOptions {
  log: RequestLog
  clock: EmulatorClock
  apiKeys: ApiKeyStore
}

const maxResponse = 32_768
const maxLoggedResponse = 2000

function redactResponse(text: string | undefined): string | undefined {
  if (text === undefined || text === '' || text.length > maxResponse) return undefined
  const clean = redactText(text.replace(/"rotationSecret":"[^"]*"/g, '"rotationSecret":"[redacted]"'))
  return clean.length > maxLoggedResponse ? `${clean.slice(0, maxLoggedResponse)}…` : clean
}

/** Creates the recorder that logs each request once it is complete. */
export function createRequestRecorder({ log, clock, apiKeys }: RequestRecorderOptions): RequestRecorder {
  return {
    start({ method, headers, target }) {
      const { path, query } = splitTarget(target)
      return {
        time: clock.now(),
        method,
        path: redactText(path),
        query: redactQuery(query),
        route: undefined,
        caller: describeCaller(bearerOf(headers.authorization, query), apiKeys),
        origin: headers.origin,
        body: undefined,
        fault: undefined,
      }
    },
    finish: (entry, status) =>
      log.add({ ...entry, body: redactValue(entry.body), response: redactResponse(entry.response), status }),
  }
}
