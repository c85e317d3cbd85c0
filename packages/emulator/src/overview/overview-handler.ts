import type { HttpRequest, HttpResponse } from '../api/http-exchange.ts'
import { toHttpResponse } from '../api/to-http-response.ts'
import type { EmulatorControls } from '../control/emulator-controls.ts'
import { rejectCrossSite } from '../control/reject-cross-site.ts'
import { overviewPage } from './overview-page.ts'

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'"

/** Creates the handler of the overview page. */
export function createOverviewHandler({ state, faults, log }: EmulatorControls) {
  return function handle(request: HttpRequest): HttpResponse {
    rejectCrossSite(request)
    const html = overviewPage({ state: state(), faults: faults.list(), requests: log.list() })
    const { status, headers, body } = toHttpResponse({ html })
    return { status, headers: { ...headers, 'Content-Security-Policy': policy }, body }
  }
}
