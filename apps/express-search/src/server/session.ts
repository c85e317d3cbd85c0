import { type DemoUser, findDemoUser, problem, readSessionRequest } from '@coveo-token/demo/server'
import cookieSession from 'cookie-session'
import express, { type ErrorRequestHandler, type Request, type RequestHandler, Router } from 'express'

const days = 24 * 60 * 60 * 1000

/**
 * Reads and writes the session: a signed, HttpOnly, SameSite=Lax cookie. It is `Secure` when `req.protocol` is https,
 * which behind a proxy depends on `trust proxy`.
 */
export function session(secret: string): RequestHandler {
  // Named for the app: browsers share the cookies of one host between all its ports.
  return cookieSession({
    name: 'express-search',
    keys: [secret],
    httpOnly: true,
    sameSite: 'lax',
    maxAge: 7 * days,
  })
}

/** The user of the request's session; undefined without a session, or for an unknown user. */
export function signedInUser(req: Request): DemoUser | undefined {
  return findDemoUser(req.session?.user)
}

/**
 * The user of the session, for the token endpoint: its responses set no cookie, so a forged cookie that cookie-session
 * wants to delete is deleted by the next response of another route.
 */
export function userOfToken(req: Request): DemoUser | undefined {
  const user = signedInUser(req)
  req.res?.removeHeader('Set-Cookie')
  return user
}

/** `GET`, `POST` and `DELETE` of the session itself. */
export function sessionRoutes(): Router {
  const router = Router()
  router.use((_req, res, next) => {
    res.set('Cache-Control', 'no-store')
    next()
  })
  router.get('/', (req, res) => {
    res.json({ user: signedInUser(req)?.id ?? null })
  })
  router.post('/', express.json({ limit: '1kb' }), (req, res) => {
    const user = readSessionRequest(req.body)
    if (user === undefined) return badRequest(res, 'Send {"user": …} with one of the users of this app.')
    req.session = { user: user.id }
    res.json({ user: user.id })
  })
  router.delete('/', (req, res) => {
    req.session = null
    res.status(204).end()
  })
  router.use(unreadableBody)
  return router
}

/** Handles the errors of the body parser: not JSON, too long, in an unknown charset. */
const unreadableBody: ErrorRequestHandler = (error, _req, res, next) => {
  if (typeof error?.status !== 'number' || error.status >= 500) return next(error)
  badRequest(res, 'The body has to be a short JSON object.')
}

function badRequest(res: express.Response, detail: string): void {
  res
    .status(400)
    .type('application/problem+json')
    .json(problem({ status: 400, code: 'bad-request', detail }))
}
