import { fingerprint } from '../shared/fingerprint.ts'
import type { CoveoResponse } from './coveo-request.ts'
import { type EndpointsOptions, plainHttpWarning, resolveEndpoints } from './endpoints.ts'
import type { MintedToken } from './minted-token.ts'
import { parsePlatformTokenResponse, platformTokenRequest } from './platform-token-call.ts'
import type { PlatformTokenParams } from './platform-token-params.ts'
import { parsePrivilegesResponse, platformTokenPrivilegesRequest, tokenPrivilegesRequest } from './privilege-calls.ts'
import type { Privilege } from './privilege-schema.ts'
import { parseSearchTokenResponse, searchTokenRequest } from './search-token-call.ts'
import type { SearchTokenParams } from './search-token-params.ts'
import { createTransport } from './transport.ts'

export interface CallOptions {
  /** Cancels the call, pauses between tries included. */
  signal?: AbortSignal | undefined
  /**
   * Longest `Retry-After` to sit out within the call, in milliseconds. A longer one ends the call with the error that
   * names it. Default and most 60 000.
   */
  maxRetryAfterMs?: number | undefined
  /** Nobody waits for the call: pauses between its tries do not keep a process alive. Default false. */
  background?: boolean | undefined
}

/** The calls of Coveo's that tokens need. Every one rejects with a `TokenError`. The API key cannot be read from it. */
export interface CoveoClient {
  readonly organizationId: string
  /** Names endpoint, organization and API key (by its fingerprint) without ambiguity: for cache keys. Not secret. */
  readonly scope: string
  /** Mints a search token (slug 56). The key needs `SEARCH_API:IMPERSONATE`. */
  createSearchToken(params: SearchTokenParams, options?: CallOptions): Promise<MintedToken>
  /** Mints a platform token (slug n3ge0020). The key needs every privilege that it asks for. */
  createPlatformToken(params: PlatformTokenParams, options?: CallOptions): Promise<MintedToken>
  /** Lists what platform tokens of the organization can hold. The key needs `PLATFORM:ORGANIZATION:VIEW`. */
  listPlatformTokenPrivileges(options?: CallOptions): Promise<Privilege[]>
  /** Lists what a key or a token may do (slug 109). Any valid key may ask. */
  getTokenPrivileges(accessToken: string, options?: CallOptions): Promise<Privilege[]>
}

export interface CoveoClientOptions extends EndpointsOptions {
  /** The secret key that may impersonate (slug 105): server only. */
  apiKey: string
  /** Default the global `fetch`, looked up at each call. */
  fetch?: typeof fetch | undefined
  /** Milliseconds since the epoch. Default `Date.now`. */
  now?: (() => number) | undefined
  /** Source of randomness, in [0, 1). Default `Math.random`. */
  random?: (() => number) | undefined
  /** Limit of one try, reading the answer included, in milliseconds. Default 5000. */
  timeoutMs?: number | undefined
  /** Tries per call, the first included. Default 3. */
  maxAttempts?: number | undefined
  /** Hears, when the client is created, of an endpoint to which the key would travel unencrypted. Default `console.warn`. */
  onWarning?: ((warning: string) => void) | undefined
}

/** Creates the client. Throws a `TypeError` that names the wrong option. */
export function createCoveoClient(options: CoveoClientOptions): CoveoClient {
  const { organizationId, apiKey, timeoutMs = 5_000, maxAttempts = 3 } = options
  if (typeof organizationId !== 'string' || !/^[a-z0-9][\w.-]*$/i.test(organizationId)) {
    throw new TypeError('organizationId must be the id of a Coveo organization: letters, digits and dashes.')
  }
  if (typeof apiKey !== 'string' || !/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new TypeError('apiKey must be a Coveo API key.')
  }
  if (!Number.isFinite(timeoutMs) || timeoutMs <= 0) throw new TypeError('timeoutMs must be a positive number.')
  if (!Number.isSafeInteger(maxAttempts) || maxAttempts < 1)
    throw new TypeError('maxAttempts must be a whole number from 1 up.')
  const endpoints = resolveEndpoints(options)
  const warning = plainHttpWarning(endpoints)
  const warn = options.onWarning ?? ((text) => console.warn(`[coveo-token] ${text}`))
  if (warning !== undefined) warn(warning)
  const transport = createTransport({
    apiKey,
    endpoints,
    timeoutMs,
    maxAttempts,
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    now: options.now ?? (() => Date.now()),
    random: options.random ?? (() => Math.random()),
  })

  return Object.freeze<CoveoClient>({
    organizationId,
    scope: JSON.stringify([endpoints.search, endpoints.platform, organizationId, fingerprint(apiKey)]),
    async createSearchToken(params, options = {}) {
      const request = searchTokenRequest(params, organizationId)
      const { validFor } = params
      const judge = (answer: CoveoResponse) => parseSearchTokenResponse(answer, { organizationId, validFor })
      return transport.send({ ...options, request, judge })
    },
    async createPlatformToken(params, options = {}) {
      const request = platformTokenRequest(params, organizationId)
      const { validityPeriodMs } = params
      const judge = (answer: CoveoResponse) => parsePlatformTokenResponse(answer, { organizationId, validityPeriodMs })
      return transport.send({ ...options, request, judge })
    },
    async listPlatformTokenPrivileges(options = {}) {
      return transport.send({
        ...options,
        request: platformTokenPrivilegesRequest(organizationId),
        judge: parsePrivilegesResponse,
      })
    },
    async getTokenPrivileges(accessToken, options = {}) {
      const request = tokenPrivilegesRequest(accessToken, organizationId)
      return transport.send({ ...options, request, judge: parsePrivilegesResponse })
    },
  })
}
