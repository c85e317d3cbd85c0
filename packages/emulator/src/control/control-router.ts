import express, { type ErrorRequestHandler, type Request, type Router } from 'express'
import * as z from 'zod'
import { ApiError, badRequest } from '../api/api-error.ts'
import { describeIssues } from '../api/parse-input.ts'
import type { EmulatorControls } from './emulator-controls.ts'
import { rejectCrossSite } from './reject-cross-site.ts'

const clockSchema = z
  .strictObject({
    /** Milliseconds to move the clock by. */
    advanceMs: z.number().optional(),
    /** The new time: milliseconds since 1970, or an ISO-8601 date and time. */
    set: z.union([z.number(), z.iso.datetime({ offset: true })]).optional(),
    frozen: z.boolean().optional(),
  })
  .refine((change) => Object.keys(change).length > 0, 'must set at least one of advanceMs, set, frozen')

const revokeSchema = z.strictObject({ token: z.string().min(1) })

/** Serves the controls over HTTP, as JSON. */
export function controlRouter(controls: EmulatorControls): Router {
  const router = express.Router()
  const { clock, settings, faults, log } = controls
  const showClock = () => ({ now: clock.now(), iso: new Date(clock.now()).toISOString(), frozen: clock.frozen })

  router.use(
    rejectCrossSite,
    (req, _res, next) => {
      const carriesBody = ['POST', 'PUT', 'PATCH'].includes(req.method)
      // A browser sends cross-site forms and text without a preflight, but never JSON.
      if (carriesBody && Number(req.headers['content-length'] ?? 0) > 0 && !req.is('application/json')) {
        throw new ApiError('Content-Type must be application/json.', { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' })
      }
      next()
    },
    express.json({ limit: '1mb' }),
  )

  router.get('/health', (_req, res) => void res.json({ status: 'ok' }))
  router.get('/state', (_req, res) => void res.json(controls.state()))
  router.get('/', (_req, res) => void res.json(controls.state()))

  router.get('/clock', (_req, res) => void res.json(showClock()))
  router.post('/clock', (req, res) => {
    const { advanceMs, set, frozen } = read(clockSchema, req)
    if (frozen === true) clock.freeze()
    if (set !== undefined) clock.set(typeof set === 'number' ? set : Date.parse(set))
    if (advanceMs !== undefined) clock.advance(advanceMs)
    if (frozen === false) clock.resume()
    res.json(showClock())
  })
  router.delete('/clock', (_req, res) => {
    clock.reset()
    res.json(showClock())
  })

  router.get('/settings', (_req, res) => void res.json(settings.get()))
  router.post('/settings', (req, res) => void res.json(settings.update(req.body ?? {})))
  router.delete('/settings', (_req, res) => {
    settings.reset()
    res.json(settings.get())
  })

  router.post('/revoke', (req, res) => void res.json({ fingerprint: controls.revoke(read(revokeSchema, req).token) }))

  router.get('/requests', (_req, res) => void res.json({ total: log.total, requests: log.list() }))
  router.delete('/requests', (_req, res) => {
    log.clear()
    res.json({ total: 0, requests: [] })
  })

  router.get('/faults', (_req, res) => void res.json({ faults: faults.list() }))
  router.post('/faults', (req, res) => void res.status(201).json(faults.add(req.body)))
  router.delete('/faults', (_req, res) => {
    faults.clear()
    res.json({ faults: [] })
  })

  router.post('/reset', (_req, res) => {
    controls.reset()
    res.json(controls.state())
  })
  router.use((req) => {
    throw new ApiError(`${req.method} ${req.path} is not a control route. See the README for the list.`, {
      status: 404,
      code: 'NOT_FOUND',
    })
  })
  router.use(handleErrors)
  return router
}

function read<Output>(schema: z.ZodType<Output>, { body }: Request): Output {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  throw badRequest(describeIssues(result.error))
}

const handleErrors: ErrorRequestHandler = (error, _req, res, _next) => {
  if (error instanceof ApiError) return void res.status(error.status).json({ code: error.code, message: error.message })
  const status = typeof error?.status === 'number' ? error.status : 500
  const message = status < 500 ? 'The request body must be valid JSON of at most 1 MB.' : 'The emulator failed.'
  res.status(status).json({ code: status < 500 ? 'INVALID_REQUEST' : 'INTERNAL_SERVER_ERROR', message })
}
