import type { TokenError } from '../shared/token-error.ts'
import { readTokenClaims } from './token-claims.ts'
import type { TokenSource } from './token-source-contract.ts'

/** Looks like a token that ended long ago, so that Headless asks for a real one before its first request. */
export const placeholderToken = 'eyJhbGciOiJub25lIn0.eyJleHAiOjF9.none'

/** Headless renews before every action once a token has this much left by the browser's clock. */
const headlessLeadMs = 60_000
/** What we hand to Headless has more than that left, and the time a request takes. */
const minRemainingMs = 90_000
/** Requests that were sent with the previous token may still fail this long after a new one was handed over. */
const stragglerMs = 2_000
/** At most this many tokens are reported as refused within the window; then Headless gets the one we hold, and gives up. */
const maxReports = 2
const reportWindowMs = 60_000
/** Headless asks once or twice for each action; this many times for one token within ten seconds means that Coveo refuses it. */
const insistence = { asks: 3, withinMs: 10_000 }

/** The two members of a Headless configuration that have to do with tokens. */
export interface HeadlessAuth {
  accessToken: string
  renewAccessToken: () => Promise<string>
}

export interface HeadlessAuthOptions {
  /** The token that the engine holds, where one can look: `() => engine.state.configuration.accessToken`. Default: the last one handed over. */
  engineToken?: (() => string | undefined) | undefined
  /** Wall clock in milliseconds, the same that Headless reads. Default `Date.now`. */
  now?: (() => number) | undefined
}

/**
 * `accessToken` and `renewAccessToken` for a Headless engine, or for Atomic's `initialize()`. However often Headless asks, the
 * endpoint is asked only when a token is missing, about to end, or refused by Coveo.
 */
export function createHeadlessAuth(source: TokenSource, options: HeadlessAuthOptions = {}): HeadlessAuth {
  const { now = () => Date.now() } = options
  const accessToken = source.getSnapshot().token ?? placeholderToken
  let given = accessToken
  let givenAt = Number.NEGATIVE_INFINITY
  let asks: number[] = []
  let reports: number[] = []
  let pending: Promise<string> | undefined

  async function answer(): Promise<string> {
    const { token } = source.getSnapshot()
    const held = options.engineToken?.() ?? given
    if (token !== held || !isRefused(token)) return waitForToken(source)
    reports = [...recent(reports, reportWindowMs), now()]
    try {
      return await source.reportRejected(token)
    } catch {
      return source.getSnapshot().token ?? waitForToken(source)
    }
  }

  /** Whether Headless can only be asking because Coveo answered 401 or 419 to the token we hold. */
  function isRefused(token: string): boolean {
    asks = [...recent(asks, insistence.withinMs), now()]
    const impatient = Number(readTokenClaims(token)?.exp) * 1000 <= now() + headlessLeadMs
    if (recent(reports, reportWindowMs).length >= (impatient ? 1 : maxReports)) return false
    return asks.length >= (impatient ? insistence.asks : now() - givenAt < stragglerMs ? 2 : 1)
  }

  function recent(times: number[], withinMs: number): number[] {
    return times.filter((time) => time > now() - withinMs)
  }

  async function renew(): Promise<string> {
    const token = await answer()
    if (token !== given) {
      asks = []
      givenAt = now()
    }
    given = token
    return token
  }

  return {
    accessToken,
    renewAccessToken() {
      pending ??= renew().finally(() => {
        pending = undefined
      })
      return pending
    },
  }
}

/** The token, as soon as there is one. Rejects only when waiting is pointless: nobody is signed in, or the endpoint is broken. */
async function waitForToken(source: TokenSource): Promise<string> {
  try {
    return await source.getToken({ minRemainingMs })
  } catch (error) {
    if (!(error as TokenError).retryable) throw error
  }
  return new Promise((resolve, reject) => {
    const stop = source.subscribe(() => {
      const { token, status, error } = source.getSnapshot()
      if (token) resolve(token)
      else if (status === 'signed-out' || error?.retryable === false) reject(error ?? new Error('Nobody is signed in.'))
      else return
      stop()
    })
  })
}
