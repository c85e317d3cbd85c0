import { fingerprint } from '../shared/fingerprint.ts'
import { runListener } from '../shared/run-listener.ts'
import type { ApiKey } from './api-keys.ts'
import { plainHttpWarning, resolveBaseUrls } from './base-urls.ts'
import { type CoveoClientOptions, checkClientOptions } from './coveo-client-options.ts'
import type { MintedToken } from './minted-token.ts'
import { parsePlatformTokenResponse, platformTokenRequest } from './platform-token-call.ts'
import type { PlatformTokenParams } from './platform-token-params.ts'
import type { Privilege } from './privilege.ts'
import { parsePrivilegesResponse, platformTokenPrivilegesRequest, tokenPrivilegesRequest } from './privilege-calls.ts'
import { parseSearchTokenResponse, searchTokenRequest } from './search-token-call.ts'
import type { SearchTokenParams } from './search-token-params.ts'
import { createTransport } from './transport.ts'

export interface CallOptions {
  /** Cancels the call, including pauses between attempts. */
  readonly signal?: AbortSignal | undefined
  /**
   * Longest `Retry-After` to wait within the call, in milliseconds. A longer one rejects at once, with the pause in
   * `retryAfterMs`. Default and maximum 60 000.
   */
  readonly maxRetryAfterMs?: number | undefined
  /** Called when Coveo refused an API key and accepted the next one. */
  readonly onKeyRotated?: (() => void) | undefined
  /** No caller waits: pauses between attempts do not keep a process alive. Default false. */
  readonly background?: boolean | undefined
}

/** The Coveo calls that tokens need. Each rejects with a `TokenError`. The API key cannot be read from it. */
export interface CoveoClient {
  readonly organizationId: string
  /** Base URL of the Search API, without a trailing slash. */
  readonly searchBaseUrl?: string | undefined
  /** Identifies base URLs, organization and API key (by the fingerprint of the previous one), for cache keys. Not secret. */
  readonly scope: string
  /** Mints a search token. The key needs `SEARCH_API:IMPERSONATE`. @see https://docs.coveo.com/en/56 */
  readonly createSearchToken: (params: SearchTokenParams, options?: CallOptions) => Promise<MintedToken>
  /** Mints a platform token. The key needs every privilege that it requests. @see https://docs.coveo.com/en/n3ge0020 */
  readonly createPlatformToken: (params: PlatformTokenParams, options?: CallOptions) => Promise<MintedToken>
  /** Lists the privileges that platform tokens can hold. The key needs `PLATFORM:ORGANIZATION:VIEW`. */
  readonly listPlatformTokenPrivileges: (options?: CallOptions) => Promise<Privilege[]>
  /** Lists the privileges of a key or a token. Any valid key may call it. @see https://docs.coveo.com/en/109 */
  readonly getTokenPrivileges: (accessToken: string, options?: CallOptions) => Promise<Privilege[]>
}

/** Creates a client. Throws a `TypeError` that names a wrong option. */
export function createCoveoClient(options: CoveoClientOptions): CoveoClient {
  checkClientOptions(options)
  const { organizationId, apiKey, timeoutMs = 5_000, maxAttempts = 3 } = options
  const baseUrls = resolveBaseUrls(options)
  const warn = createWarner(options.onWarning)
  const warning = plainHttpWarning(baseUrls)
  if (warning !== undefined) warn(warning)
  const { send } = createTransport({ ...options, baseUrls, timeoutMs, maxAttempts, warn })

  return Object.freeze<CoveoClient>({
    organizationId,
    searchBaseUrl: baseUrls.search,
    scope: JSON.stringify([baseUrls.search, baseUrls.platform, organizationId, fingerprint(scopeKey(apiKey))]),
    async createSearchToken(params, options) {
      const request = searchTokenRequest(params, organizationId)
      const expectation = { ...params, organizationId, warn }
      return send({ ...options, request, parse: (response) => parseSearchTokenResponse(response, expectation) })
    },
    async createPlatformToken(params, options) {
      const request = platformTokenRequest(params, organizationId)
      const expectation = { ...params, organizationId, warn }
      return send({ ...options, request, parse: (response) => parsePlatformTokenResponse(response, expectation) })
    },
    listPlatformTokenPrivileges: async (options) =>
      send({ ...options, request: platformTokenPrivilegesRequest(organizationId), parse: parsePrivilegesResponse }),
    getTokenPrivileges: async (accessToken, options) =>
      send({
        ...options,
        request: tokenPrivilegesRequest(accessToken, organizationId),
        parse: parsePrivilegesResponse,
      }),
  })
}

/** The previous key names both, so that a new key in front of it changes nothing. The keys of a function are not known yet. */
function scopeKey(apiKey: ApiKey): string {
  const keys = typeof apiKey === 'function' ? [] : [apiKey].flat()
  return keys.findLast((key) => key !== undefined) ?? ''
}

/** Passes each warning once. */
function createWarner(onWarning = (text: string) => console.warn(`[coveo-token] ${text}`)): (warning: string) => void {
  const seen = new Set<string>()
  return (warning) => {
    if (seen.has(warning)) return
    seen.add(warning)
    void runListener(() => onWarning(warning))
  }
}
