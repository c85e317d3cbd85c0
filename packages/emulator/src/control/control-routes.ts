import * as z from 'zod'
import { badRequest, notFound } from '../api/api-error.ts'
import { describeIssues } from '../api/describe-issues.ts'
import { requiredText } from '../api/required-text.ts'
import type { ApiResponse, RouteMethod } from '../api/route.ts'
import { controlRoomScript } from '../control-room/control-room-script.ts'
import type { EmulatorControls } from './emulator-controls.ts'
import { eventStream } from './event-stream.ts'

export interface ControlRequest {
  params: Readonly<Record<string, string>>
  query: URLSearchParams
  body: unknown
  /** The `Last-Event-ID` header of a client that reconnects to server-sent events. */
  lastEventId: string | undefined
  /** Aborted when the client disconnects. */
  signal: AbortSignal
}

export interface ControlRoute {
  methods: readonly [RouteMethod]
  /** Path below the prefix of the control routes. */
  path: string
  handle(request: ControlRequest): ApiResponse
}

const clockSchema = z
  .strictObject({
    /** Milliseconds to move the clock by. */
    advanceMs: z.number().optional(),
    /** The new time: milliseconds since 1970, or an ISO-8601 date and time. */
    set: z.union([z.number(), z.iso.datetime({ offset: true })]).optional(),
    frozen: z.boolean().optional(),
  })
  .refine((change) => Object.keys(change).length > 0, 'must set at least one of advanceMs, set, frozen')

const pageSchema = z.strictObject({
  /** Sequence of the last request of the previous page. */
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(10_000).default(10_000),
})

const accessSchema = z.strictObject({
  document: requiredText('is required: the uniqueId of a result'),
  user: requiredText('is required: a name, as in userIds'),
})

const revokeSchema = z.strictObject({ token: z.string().min(1) })

/** Returns the routes that expose the controls over HTTP, as JSON. */
export function controlRoutes(controls: EmulatorControls): ControlRoute[] {
  const { clock, settings, faults, log } = controls
  const clockState = () => ({ now: clock.now(), iso: new Date(clock.now()).toISOString(), frozen: clock.frozen })

  /** Moves the clock before it freezes it, so that an impossible time changes nothing. */
  function changeClock({ body }: ControlRequest): ApiResponse {
    const { advanceMs, set, frozen } = parse(clockSchema, body)
    const moves = advanceMs !== undefined || set !== undefined
    const target = (set === undefined ? clock.now() : new Date(set).getTime()) + (advanceMs ?? 0)
    if (moves) setClock(target)
    if (frozen === false) clock.resume()
    if (frozen === true) {
      clock.freeze()
      // The clock ran on between the two calls.
      if (moves) clock.set(target)
    }
    return { json: clockState() }
  }

  function setClock(time: number): void {
    try {
      clock.set(time)
    } catch (error) {
      throw badRequest(`Invalid clock: ${(error as Error).message}.`)
    }
  }

  function listRequests({ query }: ControlRequest): ApiResponse {
    const { after, limit } = parse(pageSchema, Object.fromEntries(query))
    const requests = log.page({ after, limit })
    const last = requests.at(-1)?.sequence
    return { json: { total: log.total, requests, ...(last !== undefined && last < log.total ? { next: last } : {}) } }
  }

  function explainAccess({ query }: ControlRequest): ApiResponse {
    const through = controls.explainAccess(parse(accessSchema, Object.fromEntries(query)))
    if (through === undefined) throw notFound('There is no such document.')
    return { json: { through } }
  }

  const route = (method: RouteMethod, path: string, handle: ControlRoute['handle']): ControlRoute => ({
    methods: [method],
    path,
    handle,
  })
  return [
    route('GET', '/health', () => ({ json: { status: 'ok' } })),
    route('GET', '/state', () => ({ json: controls.state() })),
    route('GET', '/', () => ({ json: controls.state() })),
    route('GET', '/clock', () => ({ json: clockState() })),
    route('POST', '/clock', changeClock),
    route('DELETE', '/clock', () => {
      clock.reset()
      return { json: clockState() }
    }),
    route('GET', '/settings', () => ({ json: settings.get() })),
    route('POST', '/settings', ({ body }) => ({ json: settings.update((body ?? {}) as object) })),
    route('DELETE', '/settings', () => {
      settings.reset()
      return { json: settings.get() }
    }),
    route('POST', '/revoke', ({ body }) => ({
      json: { fingerprint: controls.revoke(parse(revokeSchema, body).token) },
    })),
    route('GET', '/access', explainAccess),
    route('GET', '/requests', listRequests),
    route('DELETE', '/requests', () => {
      log.clear()
      return { json: { total: 0, requests: [] } }
    }),
    route('GET', '/faults', () => ({ json: { faults: faults.list() } })),
    route('POST', '/faults', ({ body }) => ({ status: 201, json: faults.add(body as object) })),
    route('DELETE', '/faults', () => {
      faults.clear()
      return { json: { faults: [] } }
    }),
    route('DELETE', '/faults/:id', ({ params }) => {
      if (!faults.remove(Number(params.id))) throw notFound(`There is no active fault ${params.id}.`)
      return { json: { faults: faults.list() } }
    }),
    route('GET', '/events', ({ query, lastEventId, signal }) => {
      const resumed = lastEventId === undefined ? {} : { after: lastEventId }
      const { after } = parse(pageSchema, { ...Object.fromEntries(query), ...resumed })
      return { stream: { type: 'text/event-stream', chunks: eventStream(controls, { after, signal }) } }
    }),
    route('GET', '/control-room.js', () => ({
      text: { type: 'text/javascript; charset=utf-8', content: controlRoomScript },
    })),
    route('POST', '/reset', () => {
      controls.reset()
      return { json: controls.state() }
    }),
  ]
}

function parse<Output>(schema: z.ZodType<Output>, body: unknown): Output {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  throw badRequest(describeIssues(result.error))
}
