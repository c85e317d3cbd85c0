import type { RequestHandler, Response } from 'express'
import type { TokenFault } from '../faults/fault.ts'
import { ApiError } from '../http/api-error.ts'
import { bearerOf } from '../http/bearer.ts'
import { errorBody } from '../http/error-body.ts'
import { parseBody } from '../http/parse-body.ts'
import type { Answer, ApiFamily, Call, Route } from '../http/route.ts'
import { queryOf } from './query-of.ts'

export type SpoilToken = (answer: Answer, fault: TokenFault) => Promise<Answer>

/** Reads the request as a `Call`, lets the route handle it, and writes what comes out of that. */
export function answerCall(route: Route, spoilToken: SpoilToken): RequestHandler {
  return async (req, res) => {
    try {
      const query = queryOf(req)
      const call: Call = {
        method: req.method === 'HEAD' ? 'GET' : req.method,
        params: req.params as Record<string, string>,
        query,
        body: parseBody({ contentType: req.headers['content-type'], bytes: req.body }, route.strictJson ?? false),
        bearer: bearerOf(req.headers.authorization, query),
      }
      res.locals.body = call.body
      const answer = await route.handle(call)
      const { tokenFault } = res.locals
      writeAnswer(res, tokenFault ? await spoilToken(answer, tokenFault) : answer)
    } catch (error) {
      writeError(res, { error, family: route.family })
    }
  }
}

function writeAnswer(res: Response, { status = 200, json, html }: Answer): void {
  res.status(status)
  if (html === undefined) res.json(json)
  else res.type('html').send(html)
}

/** An `ApiError` as it is, and anything else as a 500 in the same shape. */
export function writeError(res: Response, { error, family }: { error: unknown; family: ApiFamily }): void {
  if (res.headersSent) return void res.destroy()
  const known = error instanceof ApiError ? error : internalError(error)
  res.status(known.status).json(errorBody(known, family))
}

function internalError(error: unknown): ApiError {
  const reason = error instanceof Error ? error.message : String(error)
  return new ApiError(`The emulator failed: ${reason}`, { status: 500, code: 'INTERNAL_SERVER_ERROR' })
}
