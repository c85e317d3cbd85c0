import { setTimeout as wait } from 'node:timers/promises'
import type { RequestHandler, Response } from 'express'
import { ApiError } from '../api/api-error.ts'
import { errorBody } from '../api/error-body.ts'
import type { Route } from '../api/route.ts'
import type { EmulatorClock } from '../clock/emulator-clock.ts'
import type { ActiveFault, InternalFaultRegistry } from './fault-registry.ts'
import { sendFaultyBody } from './send-faulty-body.ts'

export interface ApplyFaultsOptions {
  faults: InternalFaultRegistry
  clock: EmulatorClock
  /** Aborted when the emulator stops; ends every delay. */
  stopping: AbortSignal
}

/** Creates the middleware that applies faults to a route's requests before its handler runs. */
export function applyFaults({ faults, clock, stopping }: ApplyFaultsOptions): (route: Route) => RequestHandler {
  return (route) => async (req, res, next) => {
    const fault = faults.next(route.name)
    if (!fault) return next()
    res.locals.fault = fault.id
    res.locals.tokenFault = fault.token
    if (fault.delayMs > 0) {
      const ended = await wait(fault.delayMs, false, { signal: stopping, ref: false }).catch(() => true)
      if (ended || res.closed) return void res.destroy()
    }
    if (fault.reset) {
      // Not `destroy()`: a client must see ECONNRESET, not an orderly end.
      req.socket.resetAndDestroy()
      return
    }
    setHeaders(res, { fault, now: clock.now() })
    if (fault.redirectTo !== undefined) return void res.redirect(fault.status ?? 302, fault.redirectTo)
    if (fault.body !== undefined) return sendFaultyBody(res.status(fault.status ?? 200), { kind: fault.body, stopping })
    if (fault.status !== undefined)
      return void res.status(fault.status).json(errorBody(errorOf(fault.status), route.family))
    next()
  }
}

function setHeaders(res: Response, { fault, now }: { fault: ActiveFault; now: number }): void {
  if (fault.dateSkewMs !== undefined) res.setHeader('Date', new Date(now + fault.dateSkewMs).toUTCString())
  if (fault.retryAfter !== undefined) res.setHeader('Retry-After', String(fault.retryAfter))
  for (const [name, value] of Object.entries(fault.headers)) res.setHeader(name, value)
}

const errorsByStatus: Readonly<Record<number, readonly [code: string, message: string, type?: string]>> = {
  400: ['INVALID_REQUEST', 'The request is not valid.', 'InvalidRequestException'],
  401: ['UNAUTHORIZED', 'The access token is not valid.', 'InvalidTokenException'],
  403: ['FORBIDDEN', 'The access token lacks a privilege.', 'AccessDeniedException'],
  404: ['NOT_FOUND', 'The resource does not exist.', 'NotFoundException'],
  412: ['PRECONDITION_FAILED', 'A precondition is not met.'],
  419: ['TOKEN_EXPIRED', 'The access token has expired.', 'InvalidTokenException'],
  422: ['UNPROCESSABLE_ENTITY', 'The request cannot be processed.'],
  429: ['TOO_MANY_REQUESTS', 'There are too many requests.'],
  503: ['SERVER_UNAVAILABLE', 'The service is not available.'],
}

function errorOf(status: number): ApiError {
  const [code, message, type] = errorsByStatus[status] ?? ['INTERNAL_SERVER_ERROR', 'Something went wrong.']
  return new ApiError(message, { status, code, ...(type === undefined ? {} : { type }) })
}
