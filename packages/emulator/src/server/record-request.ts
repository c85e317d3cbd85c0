import type { RequestHandler } from 'express'
import type { ApiKeys } from '../authorization/api-keys.ts'
import type { EmulatorClock } from '../clock/emulator-clock.ts'
import { bearerOf } from '../http/bearer.ts'
import type { RouteName } from '../http/route.ts'
import { describeCaller } from '../requests/describe-caller.ts'
import { redactQuery, redactText, redactValue } from '../requests/redact.ts'
import type { RequestLog } from '../requests/request-log.ts'
import { queryOf } from './query-of.ts'

/** What handlers leave for the request log. */
export interface Remarks {
  route?: RouteName
  body?: unknown
  fault?: number
}

export interface RecordRequestOptions {
  log: RequestLog
  clock: EmulatorClock
  apiKeys: ApiKeys
}

const largestBody = 16_384

/** Writes each request into the log once its answer is out, or its connection gone. */
export function recordRequest({ log, clock, apiKeys }: RecordRequestOptions): RequestHandler {
  return (req, res, next) => {
    const time = clock.now()
    const query = queryOf(req)
    const caller = describeCaller(bearerOf(req.headers.authorization, query), apiKeys)
    res.once('close', () => {
      const { route, body, fault } = res.locals as Remarks
      const small = Number(req.headers['content-length'] ?? 0) <= largestBody
      log.add({
        time,
        method: req.method,
        path: redactText(req.path),
        query: redactQuery(query),
        route,
        caller,
        origin: req.headers.origin,
        body: small ? redactValue(body) : undefined,
        status: res.headersSent ? res.statusCode : 0,
        fault,
      })
    })
    next()
  }
}
