import { setTimeout as wait } from 'node:timers/promises'
import type { RequestHandler, Response } from 'express'
import type { EmulatorClock } from '../clock/emulator-clock.ts'
import { ApiError } from '../http/api-error.ts'
import { errorBody } from '../http/error-body.ts'
import type { Route } from '../http/route.ts'
import type { PlannedFault, PlayableFaultBook } from './fault-book.ts'
import { sendFaultyBody } from './faulty-body.ts'

export interface PlayFaultsOptions {
  faults: PlayableFaultBook
  clock: EmulatorClock
  /** Ends every wait when the emulator stops. */
  stopping: AbortSignal
}

/** For each route, what strikes its requests before they are handled. */
export function playFaults({ faults, clock, stopping }: PlayFaultsOptions): (route: Route) => RequestHandler {
  return (route) => async (req, res, next) => {
    const fault = faults.take(route.name)
    if (!fault) return next()
    res.locals.fault = fault.id
    res.locals.tokenFault = fault.token
    if (fault.delayMs > 0) {
      const ended = await wait(fault.delayMs, false, { signal: stopping, ref: false }).catch(() => true)
      if (ended || res.closed) return void res.destroy()
    }
    if (fault.reset) {
      // A reset, not an orderly end: the client sees ECONNRESET.
      req.socket.resetAndDestroy()
      return
    }
    setHeaders(res, { fault, now: clock.now() })
    if (fault.redirectTo !== undefined) return void res.redirect(fault.status ?? 302, fault.redirectTo)
    if (fault.body !== undefined) return sendFaultyBody(res.status(fault.status ?? 200), { kind: fault.body, stopping })
    if (fault.status !== undefined)
      return void res.status(fault.status).json(errorBody(refusal(fault.status), route.family))
    next()
  }
}

function setHeaders(res: Response, { fault, now }: { fault: PlannedFault; now: number }): void {
  if (fault.dateSkewMs !== undefined) res.setHeader('Date', new Date(now + fault.dateSkewMs).toUTCString())
  if (fault.retryAfter !== undefined) res.setHeader('Retry-After', String(fault.retryAfter))
  for (const [name, value] of Object.entries(fault.headers)) res.setHeader(name, value)
}

const refusals: Readonly<Record<number, readonly [code: string, message: string, type?: string]>> = {
  400: ['INVALID_REQUEST', 'The request is not valid.', 'InvalidRequestException'],
  401: ['UNAUTHORIZED', 'The access token is not valid.', 'InvalidTokenException'],
  403: ['FORBIDDEN', 'The access token lacks a privilege.', 'AccessDeniedException'],
  404: ['NOT_FOUND', 'There is no such thing.', 'NotFoundException'],
  412: ['PRECONDITION_FAILED', 'A precondition is not met.'],
  419: ['TOKEN_EXPIRED', 'The access token has expired.', 'InvalidTokenException'],
  422: ['UNPROCESSABLE_ENTITY', 'The request cannot be processed.'],
  429: ['TOO_MANY_REQUESTS', 'There are too many requests.'],
  503: ['SERVER_UNAVAILABLE', 'The service is not available.'],
}

function refusal(status: number): ApiError {
  const [code, message, type] = refusals[status] ?? ['INTERNAL_SERVER_ERROR', 'Something went wrong.']
  return new ApiError(message, { status, code, ...(type === undefined ? {} : { type }) })
}
