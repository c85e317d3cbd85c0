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
import { toServerError } from './problem.ts'
import { createTokenResponder, minRemainingMs } from './token-response.ts'

type PerRequest<Context> = <Value>(create: (context: Context) => Value) => (context: Context) => Value

export interface UserTokensOptions<User, Context> extends Pick<EndpointOptions<Context>, 'onError' | 'waitUntil'> {
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
export interface UserTokens<Context> {
  /** The token for calls from the server; `null` when signed out. Rejects with a `TokenError`. */
  readonly getToken: (context: Context) => Promise<IssuedToken | null>
  /**
   * The token for the page's first render: `null` when signed out, undefined if Coveo returns none now: the page then
   * requests the token itself. Rejects if `user` throws.
   */
  readonly getInitialToken: (context: Context) => Promise<TokenResponse | null | undefined>
}

interface RequestEntry<User> {
  user?: Promise<User | SignedOut> | undefined
  /** Without `keepsToken` only while it is pending: a settled token may expire or be dropped before the request ends. */
  token?: Promise<IssuedToken | null> | undefined
}

/** Creates the functions with which an adapter gives server code the tokens of its user. */
export function createUserTokens<User, Context>(options: UserTokensOptions<User, Context>): UserTokens<Context> {
  assertTokenOptions(options)
  const { tokens, user, waitUntil, perRequest, keepsToken = false } = options
  const onError = options.onError ?? createErrorLog({ now: () => Date.now() })
  const toResponse = createTokenResponder(tokens)
  // A mutable entry: `cache` of React would keep a rejection for the whole request.
  const entryOf = perRequest((_context: Context): RequestEntry<User> => ({}))

  function userOf(context: Context): Promise<User | SignedOut> {
    const entry = entryOf(context)
    entry.user ??= findUser(context).catch((error) => {
      entry.user = undefined
      throw error
    })
    return entry.user
  }

  async function findUser(context: Context): Promise<User | SignedOut> {
    return user(context)
  }

  function getToken(context: Context): Promise<IssuedToken | null> {
    const entry = entryOf(context)
    entry.token ??= issueFor(context).then(
      (issued) => {
        if (!keepsToken) entry.token = undefined
        return issued
      },
      (error) => {
        entry.token = undefined
        throw error
      },
    )
    return entry.token
  }

  async function issueFor(context: Context): Promise<IssuedToken | null> {
    const found = await userOf(context)
    if (isSignedOut(found)) return null
    const work = waitUntil && ((renewal: Promise<unknown>) => waitUntil(renewal, context))
    return tokens.issue(found, { minRemainingMs, waitUntil: work }).catch((error) => {
      throw toServerError(error)
    })
  }

  return {
    getToken,
    async getInitialToken(context) {
      try {
        const issued = await getToken(context)
        return issued && toResponse(issued)
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
      if (!values.has(request)) values.set(request, create(context))
      return values.get(request) as Value
    }
  }
}
