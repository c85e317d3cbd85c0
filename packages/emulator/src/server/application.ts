import cors from 'cors'
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express'
import { ApiError } from '../api/api-error.ts'
import { familyOf } from '../api/error-body.ts'
import type { Route } from '../api/route.ts'
import type { EmulatorClock } from '../clock/emulator-clock.ts'
import { controlPrefix } from '../control/control-prefix.ts'
import { rejectCrossSite } from '../control/reject-cross-site.ts'
import { type CorruptToken, handleRoute, writeError } from './handle-route.ts'

export interface ApplicationOptions {
  routes: readonly Route[]
  clock: EmulatorClock
  /** Writes the request log. */
  record: RequestHandler
  /** Applies the next active fault of a route. */
  applyFaults: (route: Route) => RequestHandler
  /** Corrupts the token of a response for a token fault. */
  corruptToken: CorruptToken
  control: RequestHandler
  /** The HTML page at `/`. */
  overview: RequestHandler
}

const readBytes = express.raw({ type: () => true, limit: '1mb' })

/** Creates the Express application: Coveo's API routes, the control routes and the HTML page. */
export function createApplication(options: ApplicationOptions): Express {
  const { routes, clock, record, applyFaults, corruptToken, control, overview } = options
  const app = express()
  app.disable('x-powered-by').disable('etag').enable('case sensitive routing')
  app.use((_req, res, next) => {
    res.setHeader('Date', new Date(clock.now()).toUTCString())
    res.setHeader('Cache-Control', 'no-store')
    next()
  })
  app.use(controlPrefix, control)
  app.get('/', rejectCrossSite, overview)
  app.use(record)
  app.use(cors({ methods: ['GET', 'HEAD', 'POST', 'OPTIONS'], exposedHeaders: ['Date', 'Retry-After'], maxAge: 600 }))
  for (const route of routes) {
    const handlers = [nameRoute(route), applyFaults(route), readBytes, handleRoute(route, corruptToken)]
    for (const method of route.methods) app[method === 'GET' ? 'get' : 'post'](route.path, ...handlers)
  }
  for (const path of new Set(routes.map((route) => route.path))) app.all(path, rejectMethod(path, routes))
  app.use((req, res) => {
    const error = new ApiError('No resource found at the provided URI.', { status: 404, code: 'NOT_FOUND' })
    writeError(res, { error, family: familyOf(req.path) })
  })
  app.use(handleReadErrors)
  return app
}

function nameRoute({ name }: Route): RequestHandler {
  return (_req, res, next) => {
    res.locals.route = name
    next()
  }
}

function rejectMethod(path: string, routes: readonly Route[]): RequestHandler {
  const allowed = routes.filter((route) => route.path === path).flatMap((route) => route.methods)
  return (req, res) => {
    res.setHeader('Allow', [...allowed, 'OPTIONS'].join(', '))
    const error = new ApiError(`${req.method} is not allowed for this route. Use ${allowed.join(' or ')}.`, {
      status: 405,
      code: 'METHOD_NOT_ALLOWED',
    })
    writeError(res, { error, family: familyOf(path) })
  }
}

/** Handles errors raised before a route runs: an unreadable body, or a cross-site request. */
const handleReadErrors: ErrorRequestHandler = (error, req, res, next) => {
  if (res.headersSent) return next(error)
  if (error instanceof ApiError) return writeError(res, { error, family: familyOf(req.path) })
  const status = typeof error?.status === 'number' ? error.status : 500
  const code = status === 413 ? 'REQUEST_TOO_LARGE' : status < 500 ? 'INVALID_REQUEST' : 'INTERNAL_SERVER_ERROR'
  const message =
    status === 413 ? 'The request body must be at most 1 MB.' : 'The request body is incomplete or badly encoded.'
  writeError(res, { error: new ApiError(message, { status, code }), family: familyOf(req.path) })
}
