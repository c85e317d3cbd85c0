import type { VariantOption } from '../issuing/grant-source.ts'
import type { IssuedToken } from '../issuing/issued-token.ts'
import type { TokenResponse } from '../shared/endpoint-contract.ts'
import { createErrorLog } from '../shared/error-log.ts'
import { runListener } from '../shared/run-listener.ts'
import { isTokenError } from '../shared/token-error.ts'
import {
  assertTokenOptions,
  type EndpointIssuer,
  type EndpointOptions,
  isSignedOut,
  type MaybePromise,
  type SignedOut,
} from './endpoint-options.ts'
import { createFindUser } from './find-user.ts'
import { toServerError } from './problem.ts'
import { createTokenResponders, minRemainingMs, type TokenResponder } from './token-response.ts'

type PerRequest<Context> = <Value>(create: (context: Context) => Value) => (context: Context) => Value

export interface UserTokensOptions<User, Context>
  extends Pick<EndpointOptions<Context>, 'onError' | 'userTimeoutMs' | 'waitUntil'> {
  readonly tokens: EndpointIssuer<User>
  readonly user: (context: Context) => MaybePromise<NoInfer<User> | SignedOut>
  /** Memoizes a function for the duration of a request: `oncePerRequest(…)`, or `cache` of React. */
  readonly perRequest: PerRequest<Context>
  /** Whether a request also keeps its token: only where it ends soon, as a render does. Default false. */
  readonly keepsToken?: boolean | undefined
}

/**
 * The tokens of a request's user on the server. `user` runs once per request, again only after it rejected: a request that
 * signs a user in or out keeps the user that it found first. Each call issues from memory: it returns a valid token.
 */
export interface UserTokens<Context, Variant extends string = never> {
  /** The token for calls from the server; `null` when signed out and guests get none. Rejects with a `TokenError`. */
  readonly getToken: (context: Context, options?: VariantOption<Variant>) => Promise<IssuedToken | null>
  /**
   * The token for the page's first render: `null` when signed out and guests get none, undefined if Coveo returns none now: the page then
   * requests the token itself. Rejects if `user` throws.
   */
  readonly getInitialToken: (
    context: Context,
    options?: VariantOption<Variant>,
  ) => Promise<TokenResponse | null | undefined>
}

interface UserToken {
  readonly issued: IssuedToken
  /** When it was issued, by the clock of its instants. */
  readonly at: number
  readonly toResponse: TokenResponder
}

interface RequestEntry<User, Context> {
  readonly context: Context
  user?: Promise<User | SignedOut> | undefined
  /** By variant. Without `keepsToken` only while pending: a settled token may be dropped before the request ends. */
  readonly tokens: Map<string | undefined, Promise<UserToken | null>>
}

/** Creates the functions with which an adapter gives server code the tokens of its user. */
export function createUserTokens<User, Context, Variant extends string = never>(
  options: UserTokensOptions<User, Context>,
): UserTokens<Context, Variant> {
  assertTokenOptions(options)
  const { tokens, waitUntil, perRequest, keepsToken = false } = options
  const onError = options.onError ?? createErrorLog()
  const responderFor = createTokenResponders(tokens)
  const findUser = createFindUser(options)
  // A mutable entry: `cache` of React would keep a rejection for the whole request. Outside a render it keeps nothing.
  const entryOf = perRequest((context: Context): RequestEntry<User, Context> => ({ context, tokens: new Map() }))

  function userOf(entry: RequestEntry<User, Context>): Promise<User | SignedOut> {
    entry.user ??= (async () => findUser(entry.context))().catch((error) => {
      entry.user = undefined
      throw error
    })
    return entry.user
  }

  function tokenOf(entry: RequestEntry<User, Context>, variant: Variant | undefined): Promise<UserToken | null> {
    const kept = entry.tokens.get(variant)
    if (!kept) return issueAndKeep(entry, variant)
    return kept.then((token) => (token && isOutdated(token) ? issueAndKeep(entry, variant) : token))
  }

  /** A render can last longer than its token; and instants from before the clock was set back are too late. */
  function isOutdated({ issued, at }: UserToken): boolean {
    return issued.expiresAt - now() < minRemainingMs || now() < at
  }

  function now(): number {
    return tokens.now?.() ?? Date.now()
  }

  function issueAndKeep(entry: RequestEntry<User, Context>, variant: Variant | undefined): Promise<UserToken | null> {
    const issued = issueFor(entry, variant)
    entry.tokens.set(variant, issued)
    const forget = () => entry.tokens.delete(variant)
    void issued.then(keepsToken ? undefined : forget, forget)
    return issued
  }

  async function issueFor(entry: RequestEntry<User, Context>, name: Variant | undefined): Promise<UserToken | null> {
    const found = await userOf(entry)
    const user = isSignedOut(found) ? null : found
    if (user === null && !tokens.allowsGuests) return null
    const work = waitUntil && ((renewal: Promise<unknown>) => waitUntil(renewal, entry.context))
    // The issuer's own type is narrower.
    const variant = name as never
    const toResponse = responderFor(user)
    const issued = await tokens.issue(user, { variant, minRemainingMs, waitUntil: work }).catch((error) => {
      throw toServerError(error)
    })
    return { issued, at: now(), toResponse }
  }

  return {
    getToken(context, { variant } = {}) {
      return tokenOf(entryOf(context), variant).then((token) => token?.issued ?? null)
    },
    async getInitialToken(context, { variant } = {}) {
      // Throws for a missing request.
      const entry = entryOf(context)
      try {
        const token = await tokenOf(entry, variant)
        return token === null ? null : token.toResponse(token.issued)
      } catch (error) {
        if (!isTokenError(error)) throw error
        void runListener(() => onError(error, context))
        return undefined
      }
    },
  }
}

/** Memoizes by the object that identifies a request, for as long as that object lives. */
export function oncePerRequest<Context>(requestOf: (context: Context) => object): PerRequest<Context> {
  return <Value>(create: (context: Context) => Value) => {
    const values = new WeakMap<object, Value>()
    return (context: Context) => {
      const request = requestOf(context)
      if (Object(request) !== request) throw new TypeError('Pass the request itself, as in getToken(req).')
      if (!values.has(request)) values.set(request, create(context))
      return values.get(request) as Value
    }
  }
}
