import cors from 'cors'
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express'
import type { EmulatorClock } from '../clock/emulator-clock.ts'
import { controlPrefix } from '../control/control-prefix.ts'
import { refuseForeignPages } from '../control/refuse-foreign-pages.ts'
import { ApiError } from '../http/api-error.ts'
import { familyOf } from '../http/error-body.ts'
import type { Route } from '../http/route.ts'
import { answerCall, type SpoilToken, writeError } from './answer-call.ts'

export interface ApplicationOptions {
  routes: readonly Route[]
  clock: EmulatorClock
  /** Writes the request log. */
  record: RequestHandler
  /** Plays the fault that waits for a route, if one does. */
  playFaults: (route: Route) => RequestHandler
  /** Spoils tokens where a fault says so. */
  spoilToken: SpoilToken
  control: RequestHandler
  /** The page for people. */
  overview: RequestHandler
}

const readBytes = express.raw({ type: () => true, limit: '1mb' })

/** The emulator as an Express application: Coveo's calls, and beside them the control calls and a page for people. */
export function createApplication(options: ApplicationOptions): Express {
  const { routes, clock, record, playFaults, spoilToken, control, overview } = options
  const app = express()
  app.disable('x-powered-by').disable('etag').enable('case sensitive routing')
  app.use((_req, res, next) => {
    res.setHeader('Date', new Date(clock.now()).toUTCString())
    res.setHeader('Cache-Control', 'no-store')
    next()
  })
  app.use(controlPrefix, control)
  app.get('/', refuseForeignPages, overview)
  app.use(record)
  app.use(cors({ methods: ['GET', 'HEAD', 'POST', 'OPTIONS'], exposedHeaders: ['Date', 'Retry-After'], maxAge: 600 }))
  for (const route of routes) {
    const handlers = [nameRoute(route), playFaults(route), readBytes, answerCall(route, spoilToken)]
    for (const method of route.methods) app[method === 'GET' ? 'get' : 'post'](route.path, ...handlers)
  }
  for (const path of new Set(routes.map((route) => route.path))) app.all(path, refuseMethod(path, routes))
  app.use((req, res) => {
    const error = new ApiError('There is no such call here.', { status: 404, code: 'NOT_FOUND' })
    writeError(res, { error, family: familyOf(req.path) })
  })
  app.use(answerReadingErrors)
  return app
}

function nameRoute({ name }: Route): RequestHandler {
  return (_req, res, next) => {
    res.locals.route = name
    next()
  }
}

function refuseMethod(path: string, routes: readonly Route[]): RequestHandler {
  const allowed = routes.filter((route) => route.path === path).flatMap((route) => route.methods)
  return (req, res) => {
    res.setHeader('Allow', [...allowed, 'OPTIONS'].join(', '))
    const error = new ApiError(`${req.method} is not a method of this call.`, {
      status: 405,
      code: 'METHOD_NOT_ALLOWED',
    })
    writeError(res, { error, family: familyOf(path) })
  }
}

/** What goes wrong before a call can be read: a body too large, cut off, or badly encoded, or a page that may not ask. */
const answerReadingErrors: ErrorRequestHandler = (error, req, res, next) => {
  if (res.headersSent) return next(error)
  if (error instanceof ApiError) return writeError(res, { error, family: familyOf(req.path) })
  const status = typeof error?.status === 'number' ? error.status : 500
  const code = status === 413 ? 'REQUEST_TOO_LARGE' : status < 500 ? 'INVALID_REQUEST' : 'INTERNAL_SERVER_ERROR'
  const message = status === 413 ? 'The request body is larger than 1 MB.' : 'The request cannot be read.'
  writeError(res, { error: new ApiError(message, { status, code }), family: familyOf(req.path) })
}
