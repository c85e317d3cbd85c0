import { parseBaseUrl } from '../coveo/base-urls.ts'
import type { CoveoRequest } from '../coveo/coveo-request.ts'
import type { CoveoResponse } from '../coveo/coveo-response.ts'
import {
  type PassagesQuery,
  type PassagesResponse,
  parsePassagesResponse,
  parseSearchResponse,
  passagesRequest,
  type SearchQuery,
  type SearchResponse,
  searchRequest,
} from '../coveo/search-call.ts'
import { createTransport } from '../coveo/transport.ts'
import { assertLimits } from '../shared/assert-limits.ts'
import { tokenError } from '../shared/error-table.ts'
import { isTokenError, type TokenError } from '../shared/token-error.ts'
import type { IssueOptions, TokenIssuer } from './token-issuer-contract.ts'

export interface UserSearchOptions<User, Variant extends string = never> {
  /** Issues the users' tokens. */
  readonly tokens: Pick<TokenIssuer<User, Variant>, 'organizationId' | 'searchBaseUrl' | 'issue' | 'reportRejected'>
  /** Base URL of the Search API. Default: that of the issuer's Coveo client. */
  readonly searchBaseUrl?: string | undefined
  /** Limit of one attempt, in milliseconds. Default 10 000. */
  readonly timeoutMs?: number | undefined
  /** Default the global `fetch`, looked up at each call. */
  readonly fetch?: typeof fetch | undefined
}

/**
 * Searches as one user. Reports and replaces a rejected token once. Never returns a token. Rejects with a `TokenError`; where Coveo limits
 * the rate for more than two seconds, at once, with the time in `retryAfterMs`.
 */
export interface UserSearch<in User, in Variant extends string = never> {
  readonly search: <Fields = Readonly<Record<string, unknown>>>(
    user: User | null,
    query: SearchQuery,
    options?: IssueOptions<Variant>,
  ) => Promise<SearchResponse<Fields>>
  /** The passages of the user's documents that fit the query: for the context of a language model. */
  readonly passages: (
    user: User | null,
    query: PassagesQuery,
    options?: IssueOptions<Variant>,
  ) => Promise<PassagesResponse>
}

/** A user waits for the results: a longer `Retry-After` rejects at once, with that time. */
const maxRetryAfterMs = 2_000

interface SearchCall<Result> {
  readonly build: (organizationId: string) => CoveoRequest
  readonly parse: (response: CoveoResponse) => Result
}

/** Coveo's Search API, called as your users: for agents, tools and server code. Throws a `TypeError` for a wrong option. */
export function createUserSearch<User, Variant extends string = never>(
  options: UserSearchOptions<User, Variant>,
): UserSearch<User, Variant> {
  const { tokens, searchBaseUrl, timeoutMs = 10_000 }: UserSearchOptions<User, Variant> = Object(options)
  if (typeof tokens?.issue !== 'function')
    throw new TypeError('`tokens` must be a token issuer: see createTokenIssuer.')
  assertLimits({ timeoutMs })
  const ownBaseUrl = searchBaseUrl === undefined ? undefined : parseBaseUrl(searchBaseUrl, 'searchBaseUrl')

  function sendWith<Result>(token: string, call: SearchCall<Result>, signal?: AbortSignal): Promise<Result> {
    const search = ownBaseUrl ?? tokens.searchBaseUrl
    if (search === undefined) {
      throw tokenError('configuration', 'The base URL of the Search API is unknown.', {
        remedy: 'Pass `searchBaseUrl` to createUserSearch: the Coveo client of its issuer has none.',
      })
    }
    const { send } = createTransport({
      apiKey: token,
      baseUrls: { search, platform: search },
      fetch: options.fetch,
      timeoutMs,
      maxAttempts: 3,
    })
    return send({ request: call.build(tokens.organizationId), parse: call.parse, signal, maxRetryAfterMs })
  }

  async function sendAs<Result>(
    user: User | null,
    call: SearchCall<Result>,
    issueOptions: IssueOptions<Variant> = {},
  ): Promise<Result> {
    const { signal, variant } = issueOptions
    const { token, fingerprint } = await tokens.issue(user, issueOptions)
    try {
      return await sendWith(token, call, signal)
    } catch (error) {
      if (!isRejection(error)) throw refusedSearch(error)
    }
    await tokens.reportRejected(user, fingerprint, { variant })
    const next = await tokens.issue(user, issueOptions)
    return sendWith(next.token, call, signal).catch((error) => {
      throw refusedSearch(error)
    })
  }

  return {
    search: (user, query, issueOptions) =>
      sendAs(
        user,
        { build: (id) => searchRequest(query, id), parse: (response) => parseSearchResponse<never>(response) },
        issueOptions,
      ),
    passages: (user, query, issueOptions) =>
      sendAs(user, { build: (id) => passagesRequest(query, id), parse: parsePassagesResponse }, issueOptions),
  }
}

/** Coveo responds 401, or 419 to an expired token. @see https://docs.coveo.com/en/56 */
function isRejection(error: unknown): error is TokenError {
  return isTokenError(error) && error.code === 'coveo-refused' && (error.status === 401 || error.status === 419)
}

/** The transport's remedies are about API keys. */
function refusedSearch(error: unknown): unknown {
  if (!isTokenError(error) || error.code !== 'coveo-refused') return error
  return tokenError('coveo-refused', error.message, {
    status: error.status,
    cause: error.cause,
    remedy:
      error.status === 400
        ? 'Correct the query: the cause of this error has the reason of Coveo.'
        : 'Check what the grant of this user allows; a platform token needs SEARCH_API:EXECUTE_QUERY.',
  })
}
