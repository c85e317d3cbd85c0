import { assertLimits } from '../shared/assert-limits.ts'
import type { ApiKey } from './api-keys.ts'
import type { BaseUrlOptions } from './base-urls.ts'

export interface CoveoClientOptions extends BaseUrlOptions {
  /**
   * The secret API key that may impersonate. Server only. While a key is replaced: `[current, previous]`, or a function that reads
   * them, at the first call and again after a refusal, once for all calls at the same time. Each call tries a refused key's successor once.
   *
   * @see https://docs.coveo.com/en/105
   */
  readonly apiKey: ApiKey
  /** Limit of one attempt, including reading the response, in milliseconds. Default 5000. */
  readonly timeoutMs?: number | undefined
  /** Attempts per call, including the first. Default 3. */
  readonly maxAttempts?: number | undefined
  /**
   * Called once with each warning: a base URL that would send the key unencrypted, a refused key that another one replaced, a
   * token that is too long for a header or names other identities. Default `console.warn`.
   */
  readonly onWarning?: ((warning: string) => void) | undefined
  /** Default the global `fetch`, looked up at each call. */
  readonly fetch?: typeof fetch | undefined
  /** The clock, in milliseconds since the epoch. Default `Date.now`. */
  readonly now?: (() => number) | undefined
  /** Source of randomness, in [0, 1). Default `Math.random`. */
  readonly random?: (() => number) | undefined
}

/** Throws a `TypeError` that names the first wrong option. The base URLs are checked where they are resolved. */
export function checkClientOptions(options: CoveoClientOptions): void {
  const { organizationId, timeoutMs = 5_000, maxAttempts = 3 } = options
  if (typeof organizationId !== 'string' || !isOrganizationId(organizationId)) {
    throw new TypeError('`organizationId` must be the id of a Coveo organization: letters, digits and dashes.')
  }
  assertLimits({ timeoutMs, maxAttempts })
}

export function isOrganizationId(text: string): boolean {
  return /^[a-z0-9][\w.-]*$/i.test(text)
}
