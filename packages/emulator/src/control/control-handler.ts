import { ApiError } from '../api/api-error.ts'
import { type HttpRequest, type HttpResponse, splitTarget } from '../api/http-exchange.ts'
import { readBody } from '../api/read-body.ts'
import { createRouter } from '../api/router.ts'
import { toHttpResponse } from '../api/to-http-response.ts'
import { decodeUtf8 } from '../encoding/utf8.ts'
import { controlPrefix } from './control-prefix.ts'
import { controlRoutes } from './control-routes.ts'
import type { EmulatorControls } from './emulator-controls.ts'
import { rejectCrossSite } from './reject-cross-site.ts'

/** Creates the handler of the control routes. Errors are `{ code, message }`. */
export function createControlHandler(controls: EmulatorControls) {
  const match = createRouter(controlRoutes(controls))

  async function respond(request: HttpRequest): Promise<HttpResponse> {
    const { method } = request
    const { path, query } = splitTarget(request.target)
    rejectCrossSite(request)
    const found = match(method, path.slice(controlPrefix.length) || '/')
    if (!found || 'allowed' in found) {
      throw new ApiError(`${method} ${path} is not a control route. See the README for the list.`, {
        status: 404,
        code: 'NOT_FOUND',
      })
    }
    const body = method === 'POST' ? await readJson(request) : undefined
    const lastEventId = request.headers['last-event-id']
    const response = found.route.handle({ query, body, params: found.params, lastEventId, signal: request.signal })
    if (method !== 'GET' && method !== 'HEAD') controls.notify()
    return toHttpResponse(response)
  }

  return (request: HttpRequest): Promise<HttpResponse> =>
    respond(request).catch((error: unknown) => {
      const { status, code, message } =
        error instanceof ApiError
          ? error
          : { status: 500, code: 'INTERNAL_SERVER_ERROR', message: 'The emulator failed.' }
      return toHttpResponse({ status, json: { code, message } })
    })
}

async function readJson(request: HttpRequest): Promise<unknown> {
  const text = decodeUtf8(await readBody(request))
  if (text === '') return undefined
  // A browser sends cross-site forms and text without a preflight, but never JSON.
  if (request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() !== 'application/json') {
    throw new ApiError('Content-Type must be application/json.', { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' })
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new ApiError('The request body must be valid JSON.', { status: 400, code: 'INVALID_REQUEST' })
  }
}
