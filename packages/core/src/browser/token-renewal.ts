import { warnAboutCache } from '#error-words'
import type { TokenError } from '../shared/token-error.ts'
import { createEndpointError } from './errors/endpoint-error.ts'
import type { RequestSchedule } from './request-schedule.ts'
import { requestToken } from './requests/token-request.ts'
import type { TabConnection } from './tabs/tab-link.ts'
import type { TokenHolder } from './token-holder-contract.ts'
import { isOverdue, type TimedResponse } from './token-lifetime.ts'
import type { RequestsOption, TokenSourceOptions } from './token-source-contract.ts'
import { untilAborted } from './until-aborted.ts'

export interface TokenRenewal {
  /** Renews the token, or joins the renewal that is under way. An explicit renewal waits for no pause but `Retry-After`. */
  readonly renew: (isExplicit: boolean) => Promise<string>
  /** Lets no outcome of an earlier request count: the user may have changed. */
  readonly outdate: () => void
  /** Ends the renewal that is under way with an error, `signed-out` by default. Drops its response, and all pauses. */
  readonly abort: (error?: TokenError) => void
}

export interface TokenRenewalOptions {
  readonly source: TokenSourceOptions & RequestsOption
  readonly holder: TokenHolder
  readonly tabs: TabConnection | undefined
  readonly schedule: RequestSchedule
  /** The clock of the source. */
  readonly clock: () => number
}

/** Renews the token of a holder: one renewal at a time, each with one deadline. */
export function createTokenRenewal({ source, holder, tabs, schedule, clock }: TokenRenewalOptions): TokenRenewal {
  /** The renewal that is under way, and its token. */
  let current: AbortController | undefined
  let token: Promise<string>
  /** Whether the user may have changed since the renewal began: then its outcome does not count. */
  let isOutdated = false

  async function renew(isExplicit: boolean): Promise<string> {
    if (current) return token
    const { error } = holder.getSnapshot()
    const now = clock()
    if (now < (isExplicit ? schedule.requiredAt : schedule.earliestAt)) {
      throw error ?? createEndpointError('not-authenticated')
    }
    if (now < schedule.closedUntil) {
      throw fail(createEndpointError('renewal-storm', { retryAfterMs: schedule.closedUntil - now }))
    }
    // Retries after a failure have pauses of their own, and do not count.
    if (isExplicit || !error) schedule.started(now)
    // Calls of one task share a request, in any order.
    queueMicrotask(() => {
      isOutdated = false
    })
    current = new AbortController()
    token = run(current, isExplicit)
    return token
  }

  async function run(controller: AbortController, isExplicit: boolean): Promise<string> {
    const { signal } = controller
    const last = holder.last()
    const request = () => requestInto(signal)
    // Every renewal ends after this time: it may wait for tabs, a lock or the endpoint.
    const timeoutMs = 10_000
    const timeout = setTimeout(() => controller.abort(createEndpointError('endpoint-timeout')), timeoutMs)
    try {
      await untilAborted(tabs?.renew(request, isExplicit) ?? request(), signal)
      // A listener of the new token may have signed out.
      signal.throwIfAborted()
    } catch (cause) {
      // Only errors of a source have a sentence for users.
      const isOwn = Object(cause).userMessage
      const error = isOwn ? (cause as TokenError) : createEndpointError('endpoint-failed', { cause })
      if (current !== controller) throw error
      // A failure does not matter where another tab sent a token meanwhile.
      if (!isOutdated && holder.last() === last) throw fail(error)
    } finally {
      clearTimeout(timeout)
      if (current === controller) current = undefined
    }
    if (isOutdated) return renew(true)
    return holder.tokenFor(0) ?? renew(false)
  }

  /** Replaces the token. */
  async function requestInto(signal: AbortSignal) {
    const rejected = holder.rejected()
    const last = holder.last()
    let next = await send(signal, rejected)
    const isLate = last && isOverdue(next, last)
    if (!rejected && (isLate || tabs?.isForeign(next.response))) {
      if (isLate) warnAboutCache()
      // No cache responds to POST. A report of the last token changes nothing where the server has another one.
      next = await send(signal, (last ?? next).response.fingerprint)
    }
    // The user may have signed out between the arrival of the response and this line.
    signal.throwIfAborted()
    if (!isOutdated) holder.adopt(next, 'endpoint')
  }

  /** Sends one request. It ends with its signal, also where `fetch` ignores it. */
  async function send(signal: AbortSignal, rejected: string | undefined): Promise<TimedResponse> {
    // A renewal that has ended may still wait for its turn among the tabs.
    signal.throwIfAborted()
    const requestedAt = clock()
    return {
      requestedAt,
      response: await untilAborted(requestToken({ ...source, ...source.requests?.() }, { signal, rejected }), signal),
    }
  }

  /** Publishes an error, and schedules the next attempt. Returns the error to throw. */
  function fail(error: TokenError): TokenError {
    schedule.failed(error, clock())
    // A listener may call `renew()`.
    current = undefined
    if (error.status === 401) holder.signOut(error)
    else holder.fail(error)
    return error
  }

  return {
    renew,
    outdate() {
      isOutdated = true
      holder.changed()
    },
    abort(error = createEndpointError('signed-out')) {
      current?.abort(error)
      current = undefined
      schedule.succeeded()
    },
  }
}
