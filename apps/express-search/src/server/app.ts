import { toTokenResponse } from '@coveo-token/core/adapter'
import {
  compareUsers,
  type DemoOutcome,
  type DemoSettings,
  type DemoUser,
  demoConfig,
  explainAccess,
  findFirstSearch,
  forgetResultsPath,
  forgetResultsScript,
  isAllowedHost,
  isCrossSite,
  type PageStartOptions,
  problem,
  revokeCurrentToken,
  searchOrigin,
  securityHeaders,
} from '@coveo-token/demo/server'
import type { ExpressCoveo } from '@coveo-token/express-middleware'
import compression from 'compression'
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from 'express'
import { createPage } from './page.ts'
import { session, sessionRoutes, signedInUser } from './session.ts'

/** Dependencies of `createApp`. */
export interface AppOptions {
  settings: DemoSettings
  coveo: ExpressCoveo<DemoUser>
  /** Folder of the built page. */
  pageDirectory: string
}

/** Creates the Express app. The caller makes it listen. */
export function createApp({ settings, coveo, pageDirectory }: AppOptions): Express {
  const { tokens } = coveo
  const { emulatorControl } = settings
  const config = demoConfig(settings, tokens.organizationId)
  const headers = securityHeaders({ connectTo: [searchOrigin(config)] })

  function startOptions(req: Request): PageStartOptions {
    return {
      config,
      user: signedInUser(req) ?? null,
      deadlineMs: settings.renderDeadlineMs,
      async issueToken() {
        const issued = await coveo.getToken(req)
        return issued ? toTokenResponse(issued, { organizationId: config.organizationId, now: Date.now() }) : undefined
      },
    }
  }

  const app = express()
  app.disable('x-powered-by')
  // Trusts X-Forwarded-Proto of a proxy on this machine. Name your proxy here if it runs elsewhere.
  app.set('trust proxy', 'loopback')
  app.use((_req, res, next) => {
    res.set(headers)
    next()
  })
  app.use(refuseOtherHosts(settings.allowedHosts))
  app.use(session(settings.sessionSecret))

  app.use('/api/coveo-token', coveo.handler)
  // After the token endpoint: its responses are small, and made of secrets.
  app.use(compression())
  app.use(refuseOtherSites)
  app.use('/api/session', sessionRoutes())
  app.get('/api/config', (_req, res) => {
    res.json(config)
  })
  app.get('/api/demo/first-search', async (req, res) => {
    send(res, await findFirstSearch(startOptions(req)))
  })
  app.post('/api/demo/revoke', async (req, res) => {
    send(res, await revokeCurrentToken({ tokens, user: signedInUser(req), emulatorControl }))
  })
  app.get('/api/demo/access', async (req, res) => {
    const document = String(req.query.document ?? '')
    send(res, await explainAccess({ user: signedInUser(req), document, emulatorControl }))
  })
  app.get('/api/demo/compare', async (req, res) => {
    const { with: otherId, q = '' } = req.query
    send(res, await compareUsers({ tokens, user: signedInUser(req), otherId, query: String(q), emulatorControl }))
  })
  app.use('/api', (_req, res) => {
    res.status(404).type('application/problem+json').json(nothingHere)
  })

  app.get(forgetResultsPath, (_req, res) => {
    res.type('js').set('Cache-Control', 'public, max-age=86400').send(forgetResultsScript)
  })
  app.use('/assets', express.static(`${pageDirectory}/assets`, { immutable: true, maxAge: '1y', fallthrough: false }))
  app.get(['/', '/index.html'], createPage({ startOptions, pageDirectory }))
  app.use(express.static(pageDirectory, { setHeaders: (res) => res.set('Cache-Control', 'no-cache') }))
  app.use((req, res) => {
    res.status(404).set('Cache-Control', 'no-store')
    const wantsPage = (req.method === 'GET' || req.method === 'HEAD') && req.accepts(['json', 'html']) === 'html'
    if (wantsPage) res.sendFile('not-found.html', { root: pageDirectory, cacheControl: false })
    else res.type('application/problem+json').json(nothingHere)
  })
  app.use(failed)
  return app
}

const nothingHere = problem({ status: 404, code: 'not-found', detail: 'There is nothing at this address.' })

/** Refuses requests for a host that is not this app's: DNS rebinding lets a page of another site send such requests. */
function refuseOtherHosts(allowedHosts: readonly string[]): RequestHandler {
  return (req, res, next) => {
    if (isAllowedHost(req.headers.host, allowedHosts)) return next()
    const detail = 'This host is not one of ALLOWED_HOSTS.'
    res
      .status(403)
      .set('Cache-Control', 'no-store')
      .type('application/problem+json')
      .json(problem({ status: 403, code: 'forbidden-origin', detail }))
  }
}

/** Refuses cross-site requests that change state. The token endpoint has its own guard. */
const refuseOtherSites: RequestHandler = (req, res, next) => {
  const reads = req.method === 'GET' || req.method === 'HEAD' || req.method === 'OPTIONS'
  if (reads || !isCrossSite((name) => req.get(name))) return next()
  const detail = 'This is for the pages of this app.'
  res
    .status(403)
    .type('application/problem+json')
    .json(problem({ status: 403, code: 'forbidden-origin', detail }))
}

/** Sends the outcome of one of the demo's own routes. It belongs to one user, so it is never stored. */
function send(res: Response, outcome: DemoOutcome): void {
  res.status(outcome.status).set('Cache-Control', 'no-store')
  if ('problem' in outcome) res.type('application/problem+json').json(outcome.problem)
  else if ('body' in outcome) res.json(outcome.body)
  else res.end()
}

/** Responds 500 without details; the reason goes to the log. */
const failed: ErrorRequestHandler = (error, _req, res, next) => {
  if (res.headersSent) return next(error)
  const missing = error?.status === 404
  if (!missing) console.error(error)
  const outcome = missing
    ? nothingHere
    : problem({ status: 500, code: 'internal', detail: 'The server failed; its log says why.' })
  res.status(outcome.status).type('application/problem+json').json(outcome)
}
