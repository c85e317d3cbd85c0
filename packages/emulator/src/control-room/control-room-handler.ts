import type { HttpRequest, HttpResponse } from '../api/http-exchange.ts'
import { toHttpResponse } from '../api/to-http-response.ts'
import type { EmulatorControls } from '../control/emulator-controls.ts'
import { rejectCrossSite } from '../control/reject-cross-site.ts'
import { controlRoomPage } from './control-room-page.ts'

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

/** Creates the handler of the control room at `/`. */
export function createControlRoomHandler({ state, faults, log }: EmulatorControls) {
  return function handle(request: HttpRequest): HttpResponse {
    rejectCrossSite(request, { allowLinks: true })
    const html = controlRoomPage({ state: state(), faults: faults.list(), requests: log.list() })
    return toHttpResponse({ html, headers: { 'Content-Security-Policy': policy } })
  }
}
