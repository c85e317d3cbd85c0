import type { TokenError } from '../../shared/token-error.ts'
import type { TokenSource } from '../token-source-contract.ts'
import { createRejectionDetector } from './rejection-detector.ts'
import { untilSnapshot } from './until-snapshot.ts'

/** An expired JWT: Headless accepts it as a configuration, and calls `renewAccessToken()` before its first request. */
export const placeholderToken = 'eyJhbGciOiJub25lIn0.eyJleHAiOjF9.none'

/** More than the minute that Headless requires, and the time that a request takes. */
const headlessMinRemainingMs = 90_000
/** An action waits this long for a renewal while the current token is valid. */
const softTimeoutMs = 1_500

/** A request of Headless to Coveo. */
interface PlatformRequest {
  readonly headers?: unknown
}

/** The members of a Headless configuration that concern tokens. */
export interface HeadlessAuth {
  /** The token to start with: the current one, or an expired placeholder that makes Headless call `renewAccessToken()` first. */
  readonly accessToken: string
  /**
   * Resolves with the token for the next request. Headless calls it without an argument. A caller that knows which token Coveo `rejected`
   * passes it on, so that nothing has to be guessed.
   */
  readonly renewAccessToken: (rejected?: string) => Promise<string>
  /** Puts the current token into each request. Holds every request while the user is signed out. */
  readonly preprocessRequest: <Request extends PlatformRequest>(request: Request) => Promise<Request>
}

export interface HeadlessAuthOptions {
  /** Reads the token that the engine holds: `() => engine.state.configuration.accessToken`. Default: the last one that Headless got. */
  readonly engineToken?: (() => string | undefined) | undefined
}

/**
 * The token members of a Headless configuration, or of Atomic's `initialize()`. At most one request at a time, and only when a token is
 * missing, about to expire, or rejected by Coveo.
 */
export function createHeadlessAuth(source: TokenSource, options: HeadlessAuthOptions = {}): HeadlessAuth {
  const accessToken = source.getSnapshot().token ?? placeholderToken
  const detector = createRejectionDetector()
  let given = accessToken
  let pending: Promise<string> | undefined
  /** The rejected token that no other could replace: requests carry it until the endpoint responds. */
  let irreplaceable: string | undefined

  /** A token with enough lifetime; the valid one if a renewal takes too long. */
  async function freshToken(minRemainingMs = headlessMinRemainingMs): Promise<string> {
    const { token } = source.getSnapshot()
    if (token === undefined) return firstToken(source)
    const impatience = new AbortController()
    const timer = setTimeout(() => impatience.abort(), softTimeoutMs)
    try {
      return await source.getToken({ minRemainingMs, signal: impatience.signal })
    } catch {
      // A valid token needs no request. None is valid while the user of a restored page may have changed.
      return source.getToken({ minRemainingMs: 0 }).catch(() => {
        const held = source.getSnapshot().token
        return held && held === irreplaceable ? held : firstToken(source)
      })
    } finally {
      clearTimeout(timer)
    }
  }

  async function nextToken(rejected: string | undefined): Promise<string> {
    const { token } = source.getSnapshot()
    if (token === undefined || token !== (rejected ?? options.engineToken?.() ?? given)) return freshToken()
    const verdict = detector.judge(token, { isKnown: rejected !== undefined })
    if (verdict === 'valid') return freshToken()
    if (verdict === 'looping') {
      await untilSnapshot(source, { matches: (now) => now.token !== token, maxMs: detector.pauseMs() })
      return nextToken(rejected)
    }
    detector.reported()
    try {
      return await source.reportRejected(token)
    } catch {
      irreplaceable = source.getSnapshot().token
      return irreplaceable ?? freshToken()
    }
  }

  async function renew(rejected: string | undefined): Promise<string> {
    detector.called()
    const token = await nextToken(rejected)
    // Headless sends no request with the placeholder, so none can fail late.
    if (token !== given) detector.handedOver({ mayFailLate: given !== placeholderToken })
    given = token
    return token
  }

  // The first use of a source opens it: a sign-out in another tab may come before the first request.
  if (accessToken !== placeholderToken) freshToken(0).catch(() => {})

  return {
    accessToken,
    async renewAccessToken(rejected) {
      // A call that is under way may return the token that Coveo rejected meanwhile.
      const joined = pending && (await pending)
      if (joined !== undefined && joined !== rejected) return joined
      pending ??= renew(rejected).finally(() => {
        pending = undefined
      })
      return pending
    },
    async preprocessRequest(request) {
      const token = await freshToken(0)
      detector.sent()
      return { ...request, headers: { ...Object(request.headers), Authorization: `Bearer ${token}` } }
    },
  }
}

/**
 * The token, as soon as there is one: a signed-out page waits for the next sign-in. Rejects only where the endpoint is wrong, or the
 * source was disposed of.
 */
async function firstToken(source: TokenSource): Promise<string> {
  try {
    return await source.getToken({ minRemainingMs: headlessMinRemainingMs })
  } catch (error) {
    if (isFinal(error as TokenError)) throw error
  }
  const { token, error } = await untilSnapshot(source, {
    matches: (now) => (!!now.token && !now.error) || (!!now.error && isFinal(now.error)),
  })
  if (token && !error) return token
  throw error
}

function isFinal({ retryable, status }: TokenError): boolean {
  return !retryable && status !== 401
}
