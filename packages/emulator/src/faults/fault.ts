import * as z from 'zod'
import { routeNames } from '../api/route.ts'

const mintRoutes: readonly string[] = ['searchToken', 'platformToken']
const routeSchema = z.enum(['*', ...routeNames])
/** Text that Node accepts in a header. */
const headerText = z.string().regex(/^[\t\x20-\x7e]*$/)

export const tokenFaults = [
  'expired',
  'wrong-organization',
  'other-user',
  'wrong-signature',
  'exp-in-milliseconds',
  'no-exp',
  'garbage',
  'empty',
  'missing',
] as const

export type TokenFault = (typeof tokenFaults)[number]

export const faultSchema = z
  .strictObject({
    /** Route name, or names; `*` is every route. Default `*`. */
    route: z.union([routeSchema, z.array(routeSchema).min(1)]).default('*'),
    /** How many matching requests it applies to, or `always`. Default 1. */
    times: z.union([z.int().min(1), z.literal('always')]).default(1),
    /** How many matching requests pass before the first one it applies to. Default 0. */
    skip: z.int().min(0).default(0),
    /** Milliseconds of real time to wait before anything else. Default 0. */
    delayMs: z.int().min(0).max(600_000).default(0),
    /** Response status, with the error body of that status unless `body` is set. */
    status: z.int().min(200).max(599).optional(),
    /** `Retry-After` header: seconds, or any printable ASCII. */
    retryAfter: z.union([z.number(), headerText]).optional(),
    /** Additional response headers. */
    headers: z.record(z.string().regex(/^[\w-]+$/), headerText).default({}),
    /**
     * Sends an invalid body, with status 200 unless `status` is set. `huge` is 40 MB of JSON,
     * `endless` sends chunks until the client disconnects, `stalled` sends headers only.
     */
    body: z.enum(['html', 'empty', 'malformed', 'huge', 'endless', 'stalled']).optional(),
    /** Redirects to this URL, with status 302 unless `status` is set. */
    redirectTo: headerText.min(1).optional(),
    /** Closes the connection without a response. */
    reset: z.literal(true).optional(),
    /** Milliseconds to shift the `Date` header of a successful response by. */
    dateSkewMs: z.number().optional(),
    /** Returns a token that is invalid in this way. */
    token: z.enum(tokenFaults).optional(),
  })
  .superRefine((fault, context) => {
    const { delayMs, status, body, redirectTo, reset, dateSkewMs, token, retryAfter, headers } = fault
    const report = (message: string) => context.addIssue({ code: 'custom', message })
    const replaces = [status, body, redirectTo, reset].some((effect) => effect !== undefined)
    const alters = delayMs > 0 || dateSkewMs !== undefined || token !== undefined || Object.keys(headers).length > 0
    if (!replaces && !alters)
      report('it does nothing: set a status, body, redirectTo, reset, delayMs, dateSkewMs or token')
    if (reset && [status, body, redirectTo, retryAfter].some((effect) => effect !== undefined)) {
      report('reset sends no response: remove status, body, redirectTo and retryAfter')
    }
    if (redirectTo !== undefined && body !== undefined)
      report('redirectTo and body exclude each other: set one of them')
    if (redirectTo !== undefined && status !== undefined && (status < 300 || status > 399)) {
      report('redirectTo needs a status from 300 to 399')
    }
    if (token !== undefined && replaces)
      report('token lets the call succeed: remove status, body, redirectTo and reset')
    if (token !== undefined && ![fault.route].flat().every((route) => mintRoutes.includes(route))) {
      report('token needs the route searchToken or platformToken')
    }
    if (status !== undefined && status < 300 && body === undefined) report('a status below 300 needs a body')
  })

/** A fault as callers write it. */
export type FaultInput = z.input<typeof faultSchema>
export type Fault = z.output<typeof faultSchema>
