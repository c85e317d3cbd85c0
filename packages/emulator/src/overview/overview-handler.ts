import type { RequestHandler } from 'express'
import type { EmulatorControls } from '../control/emulator-controls.ts'
import { overviewPage } from './overview-page.ts'

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'"

/** Serves the overview page. */
export function overviewHandler({ state, faults, log }: EmulatorControls): RequestHandler {
  return (_req, res) => {
    res.setHeader('Content-Security-Policy', policy)
    res.type('html').send(overviewPage({ state: state(), faults: faults.list(), requests: log.list() }))
  }
}
