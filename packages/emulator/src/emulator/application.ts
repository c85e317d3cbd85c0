import { ApiError } from '../api/api-error.ts'
import {
  connectionReset,
  type HttpExchange,
  type HttpRequest,
  type HttpResponse,
  splitTarget,
} from '../api/http-exchange.ts'
import { toHttpResponse } from '../api/to-http-response.ts'
import type { EmulatorClock } from '../clock/emulator-clock.ts'
import { controlPrefix } from '../control/control-prefix.ts'

export interface ApplicationOptions {
  clock: EmulatorClock
  /** Handles Coveo's API. */
  api: (request: HttpRequest) => HttpExchange
  /** Handles the control routes. */
  control: (request: HttpRequest) => Promise<HttpResponse>
  /** Handles the page at `/`. */
  controlRoom: (request: HttpRequest) => HttpResponse
}

export type Application = (request: HttpRequest) => HttpExchange

/** Creates the application: Coveo's API, the control routes and the HTML page. */
export function createApplication({ clock, api, control, controlRoom }: ApplicationOptions): Application {
  function dispatch(request: HttpRequest): HttpExchange {
    const { path } = splitTarget(request.target)
    const ownExchange = (response: Promise<HttpResponse>): HttpExchange => ({
      response: response.then((one) => ({ ...one, headers: { 'X-Request-ID': crypto.randomUUID(), ...one.headers } })),
      complete: () => undefined,
    })
    if (request.problem) return api(request)
    if (path === controlPrefix || path.startsWith(`${controlPrefix}/`)) return ownExchange(control(request))
    if (path !== '/' || !['GET', 'HEAD'].includes(request.method)) return api(request)
    return ownExchange(Promise.resolve(request).then(controlRoom).catch(pageError))
  }

  return function handle(request) {
    const { response, complete } = dispatch(request)
    const common = { Date: new Date(clock.now()).toUTCString(), 'Cache-Control': 'no-store' }
    return {
      response: response.then((one) =>
        one === connectionReset ? one : { ...one, headers: { ...common, ...one.headers } },
      ),
      complete,
    }
  }
}

function pageError(error: unknown): HttpResponse {
  const { status, code, message } =
    error instanceof ApiError
      ? error
      : new ApiError('The emulator failed.', { status: 500, code: 'INTERNAL_SERVER_ERROR' })
  return toHttpResponse({ status, json: { message, errorCode: code } })
}
