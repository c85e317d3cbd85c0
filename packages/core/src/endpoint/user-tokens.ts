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

type PerRequest<Context> = <Value>(find: (context: Context) => Promise<Value>) => (context: Context) => Promise<Value>

export interface UserTokensOptions<User, Context> extends Pick<EndpointOptions<Context>, 'onError' | 'waitUntil'> {
  readonly tokens: EndpointIssuer<User>
  readonly user: (context: Context) => MaybePromise<NoInfer<User> | SignedOut>
  /** Memoizes a function for the duration of a request: `oncePerRequest(…)`, or `cache` of React. */
  readonly perRequest: PerRequest<Context>
}

/** The tokens of a request's user on the server. However often they are called, `user` runs once per request. */
export interface UserTokens<Context> {
  /** The token for calls from the server; `null` when signed out. Rejects with a `TokenError`. */
  readonly getToken: (context: Context) => Promise<IssuedToken | null>
  /**
   * The token for the page's first render: `null` when signed out, undefined if Coveo returns none now: the page then
   * requests the token itself. Rejects if `user` throws.
   */
  readonly getInitialToken: (context: Context) => Promise<TokenResponse | null | undefined>
}

/** Creates the functions with which an adapter gives server code the tokens of its user. */
export function createUserTokens<User, Context>(options: UserTokensOptions<User, Context>): UserTokens<Context> {
  assertTokenOptions(options)
  const { tokens, user, waitUntil, perRequest } = options
  const onError = options.onError ?? createErrorLog({ now: () => Date.now() })
  const toResponse = createTokenResponder(tokens)
  const getToken = perRequest(async (context) => {
    const found = await user(context)
    if (isSignedOut(found)) return null
    const work = waitUntil && ((renewal: Promise<unknown>) => waitUntil(renewal, context))
    return tokens.issue(found, { minRemainingMs, waitUntil: work }).catch((error) => {
      throw toServerError(error)
    })
  })

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
  return <Value>(find: (context: Context) => Promise<Value>) => {
    const results = new WeakMap<object, Promise<Value>>()
    return (context: Context) => {
      const request = requestOf(context)
      const result = results.get(request) ?? find(context)
      results.set(request, result)
      return result
    }
  }
}
