import type { RequestHandler, Response } from 'express'
import { ApiError } from '../api/api-error.ts'
import { bearerOf } from '../api/bearer.ts'
import { errorBody } from '../api/error-body.ts'
import { parseBody } from '../api/parse-body.ts'
import { queryOf } from '../api/query-of.ts'
import type { ApiFamily, ApiRequest, ApiResponse, Route } from '../api/route.ts'
import type { TokenFault } from '../faults/fault.ts'

export type CorruptToken = (response: ApiResponse, fault: TokenFault) => Promise<ApiResponse>

/** Parses the request, calls the route's handler and writes its response. */
export function handleRoute(route: Route, corruptToken: CorruptToken): RequestHandler {
  return async (req, res) => {
    try {
      const query = queryOf(req)
      const request: ApiRequest = {
        method: req.method === 'HEAD' ? 'GET' : req.method,
        params: req.params as Record<string, string>,
        query,
        body: parseBody({ contentType: req.headers['content-type'], bytes: req.body }, route.strictJson ?? false),
        bearer: bearerOf(req.headers.authorization, query),
      }
      res.locals.body = request.body
      const response = await route.handle(request)
      const { tokenFault } = res.locals
      writeResponse(res, tokenFault ? await corruptToken(response, tokenFault) : response)
    } catch (error) {
      writeError(res, { error, family: route.family })
    }
  }
}

function writeResponse(res: Response, { status = 200, json, html }: ApiResponse): void {
  res.status(status)
  if (html === undefined) res.json(json)
  else res.type('html').send(html)
}

/** Writes an `ApiError` in the shape of `family`; any other error becomes a 500. */
export function writeError(res: Response, { error, family }: { error: unknown; family: ApiFamily }): void {
  if (res.headersSent) return void res.destroy()
  const known = error instanceof ApiError ? error : internalError(error)
  res.status(known.status).json(errorBody(known, family))
}

function internalError(error: unknown): ApiError {
  const reason = error instanceof Error ? error.message : String(error)
  return new ApiError(`The emulator failed: ${reason}`, { status: 500, code: 'INTERNAL_SERVER_ERROR' })
}
