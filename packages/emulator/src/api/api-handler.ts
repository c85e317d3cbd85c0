import type { EmulatorClock } from '../clock/emulator-clock.ts'
import { decodeUtf8 } from '../encoding/utf8.ts'
import { applyFault } from '../faults/apply-fault.ts'
import type { CorruptToken } from '../faults/corrupt-token.ts'
import type { InternalFaultRegistry } from '../faults/fault-registry.ts'
import type { RequestEntry, RequestRecorder } from '../requests/request-recorder.ts'
import { ApiError, methodNotAllowed } from './api-error.ts'
import { bearerOf } from './bearer.ts'
import { corsHeaders, preflightHeaders } from './cors.ts'
import { familyOf } from './error-body.ts'
import { errorResponse } from './error-response.ts'
import {
  connectionReset,
  type HttpExchange,
  type HttpRequest,
  type HttpResponse,
  splitTarget,
} from './http-exchange.ts'
import { lazyBody } from './lazy-body.ts'
import { notEmulated } from './not-emulated.ts'
import { parseParameters } from './parse-parameters.ts'
import { protocolError } from './protocol-error.ts'
import { createQueryReader, type QueryReader } from './query-reader.ts'
import { readBody } from './read-body.ts'
import { createRequestWarnings, type RequestWarnings, warningHeaders } from './request-warnings.ts'
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

interface RequestContext {
  path: string
  query: QueryReader
  warnings: RequestWarnings
  /** The key or the token. */
  credential: string | undefined
  entry: RequestEntry
  family: ApiFamily
  requestId: string
}

type Reply = HttpResponse | typeof connectionReset

function hasBody(method: string): boolean {
  return method === 'POST' || method === 'PUT'
}

/** Creates the handler of Coveo's API: CORS, routing, faults, errors and the request log. */
export function createApiHandler({ routes, clock, faults, corruptToken, recorder, checkRegion }: ApiHandlerOptions) {
  const match = createRouter(routes)

  /** Returns the route of a request. Throws an `ApiError` if there is none. */
  function findRoute(method: string, context: RequestContext) {
    const found = match(method, context.path)
    if (found && 'route' in found) return found
    if (found) throw methodNotAllowed(method, found.allowed)
    const known = notEmulated(context.path)
    if (known) context.family = 'search'
    throw known ?? new ApiError('No resource found at the provided URI.', { status: 404, code: 'INVALID_URI' })
  }

  async function respond(request: HttpRequest, context: RequestContext): Promise<Reply> {
    const { method, headers } = request
    const { query, warnings, entry, credential } = context
    if (request.problem) throw protocolError(request.problem)
    if (method === 'OPTIONS') return { status: 204, headers: preflightHeaders(headers), body: '' }
    const { route, params } = findRoute(method, context)
    context.family = route.family
    entry.route = route.name
    const contentType = headers['content-type']
    const fault = faults.next(route.name)
    entry.fault = fault?.id
    const [read] = await Promise.allSettled([hasBody(method) ? readBody(request) : undefined])
    const bytes = read.status === 'fulfilled' ? read.value : undefined
    if (bytes) entry.body = { bytes, contentType }
    const { family } = route
    const faultContext = { family, requestId: context.requestId, now: clock.now() }
    const faulty = fault && (await applyFault(fault, { ...faultContext, signal: request.signal }))
    if (faulty === connectionReset || faulty?.body !== undefined) return faulty as HttpResponse

    if (family === 'platform') checkRegion(headers.host)
    if (read.status === 'rejected') throw read.reason
    const body = lazyBody(bytes ? decodeUtf8(bytes) : '', { contentType, strictJson: route.strictJson ?? false })
    const response = await route.handle({
      method: method === 'HEAD' ? 'GET' : method,
      params,
      query,
      get body() {
        return body()
      },
      parse: (parameters, input) => parseParameters(parameters, { input, warn: warnings.add }),
      warnings,
      bearer: credential,
      address: headers['x-forwarded-for']?.split(',')[0]?.trim() ?? request.address,
    })
    const sent = toHttpResponse(fault?.token ? corruptToken(response, fault.token) : response)
    entry.warnings = warnings.list()
    return { status: sent.status, headers: { ...sent.headers, ...faulty?.headers }, body: sent.body }
  }

  async function settle(request: HttpRequest, context: RequestContext): Promise<Reply> {
    const response = await respond(request, context).catch((error: unknown) => errorResponse(error, context))
    if (response === connectionReset) return response
    const { status, headers, body } = response
    const { entry } = context
    entry.warnings ??= context.warnings.added()
    const isJson = headers['Content-Type']?.startsWith('application/json')
    if (isJson && typeof body === 'string') entry.response = body
    return {
      status,
      headers: {
        ...corsHeaders(request.headers),
        'X-Request-ID': context.requestId,
        ...warningHeaders(entry.warnings),
        ...headers,
      },
      body,
    }
  }

  return function handle(request: HttpRequest): HttpExchange {
    const { method, target, headers } = request
    const { path, query: parameters } = splitTarget(target)
    const credential = bearerOf(headers.authorization, parameters)
    const entry = recorder.start({ method, target, origin: headers.origin, credential })
    const query = createQueryReader(parameters)
    const context: RequestContext = {
      path,
      query,
      warnings: createRequestWarnings(method, query),
      credential,
      entry,
      family: familyOf(path),
      requestId: crypto.randomUUID(),
    }
    return { response: settle(request, context), complete: (status) => recorder.finish(entry, status) }
  }
}
