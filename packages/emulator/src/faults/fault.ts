import { z } from 'zod'
import { routeNames } from '../http/route.ts'

const mintRoutes: readonly string[] = ['searchToken', 'platformToken']
const routeSchema = z.enum(['*', ...routeNames])

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
    /** Which call, or calls; `*` is every call. Default `*`. */
    route: z.union([routeSchema, z.array(routeSchema).min(1)]).default('*'),
    /** How many matching requests it strikes before it is used up, or `always`. Default 1. */
    times: z.union([z.int().min(1), z.literal('always')]).default(1),
    /** How many matching requests pass before the first strike. Default 0. */
    skip: z.int().min(0).default(0),
    /** Waits so many milliseconds of real time before anything else. Default 0. */
    delayMs: z.int().min(0).max(600_000).default(0),
    /** Answers with this status, and with the error body that goes with it unless `body` says otherwise. */
    status: z.int().min(200).max(599).optional(),
    /** `Retry-After` header: seconds, or any text. */
    retryAfter: z.union([z.number(), z.string()]).optional(),
    /** Further headers of the answer. */
    headers: z.record(z.string().regex(/^[\w-]+$/), z.string().regex(/^[\t\x20-\x7e]*$/)).default({}),
    /**
     * Answers with a body that is not what was asked for, with status 200 unless `status` says otherwise:
     * `huge` is 40 MB of JSON, `endless` trickles until the client gives up, `stalled` sends headers and nothing more.
     */
    body: z.enum(['html', 'empty', 'malformed', 'huge', 'endless', 'stalled']).optional(),
    /** Answers with a redirect to this URL, with status 302 unless `status` says otherwise. */
    redirectTo: z.string().min(1).optional(),
    /** Cuts the connection without an answer. */
    reset: z.literal(true).optional(),
    /** Lets the call succeed with a `Date` header that is off by so many milliseconds. */
    dateSkewMs: z.number().optional(),
    /** Lets a call that creates a token succeed with a token that is wrong in this way. */
    token: z.enum(tokenFaults).optional(),
  })
  .superRefine((fault, context) => {
    const { delayMs, status, body, redirectTo, reset, dateSkewMs, token, retryAfter, headers } = fault
    const complain = (message: string) => context.addIssue({ code: 'custom', message })
    const answers = [status, body, redirectTo, reset].some((effect) => effect !== undefined)
    const alters = delayMs > 0 || dateSkewMs !== undefined || token !== undefined || Object.keys(headers).length > 0
    if (!answers && !alters)
      complain('it does nothing: give it a status, body, redirectTo, reset, delayMs, dateSkewMs or token')
    if (reset && [status, body, redirectTo, retryAfter].some((effect) => effect !== undefined)) {
      complain('reset sends no answer, so status, body, redirectTo and retryAfter cannot go with it')
    }
    if (redirectTo !== undefined && body !== undefined) complain('redirectTo and body exclude each other')
    if (redirectTo !== undefined && status !== undefined && (status < 300 || status > 399)) {
      complain('redirectTo needs a status from 300 to 399')
    }
    if (token !== undefined && answers)
      complain('token lets the call succeed, so status, body, redirectTo and reset exclude it')
    if (token !== undefined && ![fault.route].flat().every((route) => mintRoutes.includes(route))) {
      complain('token needs the route searchToken or platformToken')
    }
    if (status !== undefined && status < 300 && body === undefined) complain('a status below 300 needs a body')
  })

/** A fault as it is asked for. */
export type FaultInput = z.input<typeof faultSchema>
export type Fault = z.output<typeof faultSchema>
