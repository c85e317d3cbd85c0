import type { EmulatorClock } from '../clock/emulator-clock.ts'
import { applyFault } from '../faults/apply-fault.ts'
import type { CorruptToken } from '../faults/corrupt-token.ts'
import type { InternalFaultRegistry } from '../faults/fault-registry.ts'
import { hasSecret } from '../requests/redact.ts'
import type { RequestEntry, RequestRecorder } from '../requests/request-recorder.ts'
import { ApiError } from './api-error.ts'
import { bearerOf } from './bearer.ts'
import { corsHeaders, preflightHeaders } from './cors.ts'
import { errorBody, familyOf } from './error-body.ts'
import {
  connectionReset,
  type HttpExchange,
  type HttpRequest,
  type HttpResponse,
  splitTarget,
} from './http-exchange.ts'
import { notEmulated } from './not-emulated.ts'
import { parseBody } from './parse-body.ts'
import { protocolError } from './protocol-error.ts'
import { readBody } from './read-body.ts'
import type { ApiFamily, Route } from './route.ts'
import { createRouter } from './router.ts'
import { toHttpResponse } from './to-http-response.ts'

export interface ApiHandlerOptions {
  routes: readonly Route[]
  clock: EmulatorClock
  faults: InternalFaultRegistry
  corruptToken: CorruptToken
  recorder: RequestRecorder
  /** Throws for a platform request to the host of a wrong region. */
  checkRegion: (host: string | undefined) => void
}

const maxLoggedBody = 16_384

/** Creates the handler of Coveo's API: CORS, routing, faults, errors and the request log. */
export function createApiHandler({ routes, clock, faults, corruptToken, recorder, checkRegion }: ApiHandlerOptions) {
  const match = createRouter(routes)

  async function respond(
    request: HttpRequest,
    context: RequestContext,
  ): Promise<HttpResponse | typeof connectionReset> {
    const { method, headers } = request
    const { path, query, entry } = context
    if (request.problem) throw protocolError(request.problem)
    if (method === 'OPTIONS') return { status: 204, headers: preflightHeaders(headers), body: '' }
    const found = match(method, path)
    if (!found) {
      context.family = notEmulated(path) ? 'search' : context.family
      throw (
        notEmulated(path) ??
        new ApiError('No resource found at the provided URI.', { status: 404, code: 'INVALID_URI' })
      )
    }
    if ('allowed' in found) return methodNotAllowed(context, { method, allowed: found.allowed })

    const { route, params } = found
    context.family = route.family
    entry.route = route.name
    const fault = faults.next(route.name)
    entry.fault = fault?.id
    const faulty =
      fault &&
      (await applyFault(fault, {
        family: route.family,
        requestId: context.requestId,
        now: clock.now(),
        signal: request.signal,
      }))
    if (faulty === connectionReset || faulty?.body !== undefined) return faulty as HttpResponse

    if (route.family === 'platform') checkRegion(headers.host)
    const text = method === 'POST' || method === 'PUT' ? await readBody(request) : ''
    context.text = text
    const contentType = headers['content-type']
    const body = lazyBody(() => parseBody(text, { contentType, strictJson: route.strictJson ?? false }))
    if (text.length <= maxLoggedBody && body.valid) entry.body = body.read()
    const response = await route.handle({
      method: method === 'HEAD' ? 'GET' : method,
      params,
      query,
      get body() {
        return body.read()
      },
      bearer: bearerOf(headers.authorization, query),
      address: headers['x-forwarded-for']?.split(',')[0]?.trim() ?? request.address,
    })
    const {
      status,
      headers: own,
      body: sent,
    } = toHttpResponse(fault?.token ? corruptToken(response, fault.token) : response)
    return { status, headers: { ...own, ...faulty?.headers }, body: sent }
  }

  return function handle(request: HttpRequest): HttpExchange {
    const { path, query } = splitTarget(request.target)
    const entry = recorder.start(request)
    const context: RequestContext = {
      path,
      query,
      entry,
      family: familyOf(path),
      requestId: crypto.randomUUID(),
      text: '',
    }

    async function settle(): Promise<HttpResponse | typeof connectionReset> {
      const response = await respond(request, context).catch((error: unknown) => errorResponse(error, context))
      if (response === connectionReset) return response
      const { status, headers, body } = response
      const isJson = headers['Content-Type']?.startsWith('application/json')
      // A response can repeat parts of a token in the request, such as its words as search terms.
      if (isJson && typeof body === 'string' && !hasSecret(request.target + context.text)) entry.response = body
      return {
        status,
        headers: { ...corsHeaders(request.headers), 'X-Request-ID': context.requestId, ...headers },
        body,
      }
    }

    return { response: settle(), complete: (status) => recorder.finish(entry, status) }
  }
}

/** Defers the error of an invalid body until a handler reads it, after it authenticated the caller. */
function lazyBody(parse: () => unknown): { valid: boolean; read(): unknown } {
  try {
    const value = parse()
    return { valid: true, read: () => value }
  } catch (error) {
    return {
      valid: false,
      read() {
        throw error
      },
    }
  }
}

interface RequestContext {
  path: string
  query: URLSearchParams
  entry: RequestEntry
  family: ApiFamily
  requestId: string
  /** The request body. */
  text: string
}

function methodNotAllowed(
  context: RequestContext,
  { method, allowed }: { method: string; allowed: readonly string[] },
): HttpResponse {
  const error = new ApiError(`${method} is not allowed for this route. Use ${allowed.join(' or ')}.`, {
    status: 405,
    code: 'METHOD_NOT_ALLOWED',
  })
  const { status, headers, body } = errorResponse(error, context)
  return { status, headers: { ...headers, Allow: [...allowed, 'OPTIONS'].join(', ') }, body }
}

/** Returns an `ApiError` in the shape of the API family; any other error becomes a 500. */
function errorResponse(error: unknown, context: RequestContext): HttpResponse {
  const known = error instanceof ApiError ? error : internalError(error)
  return toHttpResponse({ status: known.status, json: errorBody(known, context) })
}

function internalError(error: unknown): ApiError {
  const reason = error instanceof Error ? error.message : String(error)
  return new ApiError(`The emulator failed: ${reason}`, { status: 500, code: 'INTERNAL_SERVER_ERROR' })
}
