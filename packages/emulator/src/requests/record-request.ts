import type { RequestHandler } from 'express'
import { bearerOf } from '../api/bearer.ts'
import { queryOf } from '../api/query-of.ts'
import type { RouteName } from '../api/route.ts'
import type { ApiKeys } from '../authorization/api-keys.ts'
import type { EmulatorClock } from '../clock/emulator-clock.ts'
import { describeCaller } from './describe-caller.ts'
import { redactQuery, redactText, redactValue } from './redact.ts'
import type { RequestLog } from './request-log.ts'

/** Details that handlers add to the request log, in `res.locals`. */
export interface RequestDetails {
  route?: RouteName
  body?: unknown
  fault?: number
}

export interface RecordRequestOptions {
  log: RequestLog
  clock: EmulatorClock
  apiKeys: ApiKeys
}

const maxBodyBytes = 16_384

/** Logs each request once its response is sent or its connection is closed. */
export function recordRequest({ log, clock, apiKeys }: RecordRequestOptions): RequestHandler {
  return (req, res, next) => {
    const time = clock.now()
    const query = queryOf(req)
    const caller = describeCaller(bearerOf(req.headers.authorization, query), apiKeys)
    res.once('close', () => {
      const { route, body, fault } = res.locals as RequestDetails
      const fits = Number(req.headers['content-length'] ?? 0) <= maxBodyBytes
      log.add({
        time,
        method: req.method,
        path: redactText(req.path),
        query: redactQuery(query),
        route,
        caller,
        origin: req.headers.origin,
        body: fits ? redactValue(body) : undefined,
        status: res.headersSent ? res.statusCode : 0,
        fault,
      })
    })
    next()
  }
}
