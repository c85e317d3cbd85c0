import { splitTarget } from '../api/http-exchange.ts'
import { parseBody } from '../api/parse-body.ts'
import type { RouteName } from '../api/route.ts'
import type { ApiKeyStore } from '../authorization/api-key-store.ts'
import { fingerprintOf } from '../authorization/fingerprint.ts'
import { memoize } from '../cache/memoize.ts'
import type { EmulatorClock } from '../clock/emulator-clock.ts'
import { decodeUtf8 } from '../encoding/utf8.ts'
import { describeCaller } from './describe-caller.ts'
import { keptResponse, redactResponse } from './kept-response.ts'
import { hasSecret, redactQuery, redactText, redactValue } from './redact.ts'
import type { RecordedCaller, RecordedRequest, RequestLog } from './request-log.ts'

/** A request in flight. Handlers set what they find out. */
export interface RequestEntry {
  time: number
  method: string
  target: string
  origin: string | undefined
  caller: RecordedCaller
  route?: RouteName
  fault?: number | undefined
  body?: { bytes: Uint8Array; contentType: string | undefined }
  /** The response body, if it is JSON. */
  response?: string
  /** Reasons why parts of the request had no effect. */
  warnings?: readonly string[]
}

/** The parts of a request that the log needs at its start. */
export interface StartedRequest {
  method: string
  target: string
  origin: string | undefined
  /** The key or the token. */
  credential: string | undefined
}

export interface RequestRecorder {
  start(request: StartedRequest): RequestEntry
  /** Logs the request with its status; 0 if the connection closed without a response. */
  finish(entry: RequestEntry, status: number): void
}

export interface RequestRecorderOptions {
  log: RequestLog
  clock: EmulatorClock
  apiKeys: ApiKeyStore
}

const maxBody = 16_384
/** An estimate of what an entry keeps besides its texts, in bytes. */
const baseSize = 250

/** Creates the recorder that logs each request once it is complete. It redacts a request when the log is read. */
export function createRequestRecorder({ log, clock, apiKeys }: RequestRecorderOptions): RequestRecorder {
  const fingerprint = memoize(fingerprintOf)

  return {
    start: ({ credential, ...request }) => ({
      ...request,
      time: clock.now(),
      caller: describeCaller(credential, { apiKeys, fingerprint }),
    }),
    finish({ body, response, ...entry }, status) {
      const kept: KeptRequest = {
        ...entry,
        status,
        body: body && body.bytes.length <= maxBody ? body : undefined,
        response: response === undefined ? undefined : keptResponse(response),
      }
      const size = baseSize + kept.target.length + (kept.body?.bytes.length ?? 0) + (kept.response?.length ?? 0)
      log.add({ size, read: () => recordedRequest(kept) })
    },
  }
}

type KeptRequest = Omit<RequestEntry, 'body' | 'response'> & {
  status: number
  body: RequestEntry['body']
  response: Uint8Array | undefined
}

function recordedRequest({
  target,
  body,
  response,
  route,
  fault,
  warnings = [],
  ...entry
}: KeptRequest): Omit<RecordedRequest, 'sequence'> {
  const { path, query } = splitTarget(target)
  const text = body ? decodeUtf8(body.bytes) : ''
  return {
    ...entry,
    path: redactText(path),
    query: redactQuery(query),
    route,
    fault,
    warnings: warnings.map(redactText),
    body: redactValue(parsedOrUndefined(text, body?.contentType)),
    // A response can repeat parts of a token in the request, such as its words as search terms.
    response: response && !hasSecret(target + text) ? redactResponse(response) : undefined,
  }
}

function parsedOrUndefined(text: string, contentType: string | undefined): unknown {
  try {
    return parseBody(text, { contentType, strictJson: false })
  } catch {
    return undefined
  }
}
