import { isTokenError, readTokenClaims, TokenError, type TokenResponse } from '@coveo-token/core/browser'
import type { SearchAccess } from './search-access.ts'
import { searchOutcome } from './search-outcome.ts'
import { markState } from './state-subject.ts'
import { withoutToken } from './without-token.ts'

/** The part of a token response that a search needs. With its `subject`, `useHydratedState()` refuses the state to every other user. */
export type RenderingToken = Pick<TokenResponse, 'token' | 'organizationId' | 'subject'>

export interface UserStateOptions<Definition extends object, State> {
  /** The user's token, such as `getInitialToken()` of `@coveo-token/next` returns. Without it there is no state. */
  readonly token: RenderingToken | null | undefined
  /** Defines the engine: `(access) => defineSearchEngine({ configuration: { ...access }, controllers })`. Called once for each search. */
  readonly define: (access: SearchAccess) => Definition
  /** Searches: `(definition) => definition.fetchStaticState(…)`. */
  readonly fetchState: (definition: Definition) => Promise<State>
  /**
   * Called if Coveo rejects the token. Report it to your issuer (`tokens.reportRejected()`), and resolve with the next token: the search
   * then runs once more. If it rejects with a `TokenError`, that is logged, and there is no state. Default: there is no state.
   */
  readonly renewToken?: ((rejected: string) => Promise<RenderingToken | null | undefined>) | undefined
}

/** Definitions that were used for a request. */
const used = new WeakSet<object>()

/**
 * Headless's static state for one user, without the token: safe to send to that user's page. It names the `subject` of the token, so that
 * no page of another user shows it. Undefined without a token and if the search fails: the page then searches by itself. Rejects with a
 * `TokenError` of code `configuration` where the page would get a key or another user's token.
 */
export async function fetchUserState<Definition extends object, State>(
  options: UserStateOptions<Definition, State>,
): Promise<State | undefined> {
  const { token, renewToken } = options
  if (!token) return undefined
  const state = await search(options, token)
  const outcome = searchOutcome(state)
  if (outcome === 'succeeded') return state
  const next = outcome === 'rejected-token' && renewToken ? await replacement(renewToken(token.token)) : undefined
  if (!next || next.token === token.token) return undefined
  // Of the same user: an issuer names no subject.
  const { subject = token.subject, ...renewed } = next
  return fetchUserState({ ...options, token: { ...renewed, subject }, renewToken: undefined })
}

/** Undefined without a next token: the page then searches by itself, as after any failure of Coveo. */
async function replacement<Token>(renewal: Promise<Token>): Promise<Token | undefined> {
  try {
    return await renewal
  } catch (thrown) {
    if (!isTokenError(thrown)) throw thrown
    console.error('[coveo-token] The token that Coveo rejected could not be replaced.', thrown)
    return undefined
  }
}

async function search<Definition extends object, State>(
  { define, fetchState }: UserStateOptions<Definition, State>,
  { token, organizationId, subject }: RenderingToken,
): Promise<State> {
  if (!readTokenClaims(token)) {
    throw new TokenError('configuration', 'The token to render with is not a JWT, so it may be an API key.', {
      remedy: 'Render with a token of the signed-in user, such as `getInitialToken()` returns, never with an API key.',
    })
  }
  const definition = define({ organizationId, accessToken: token })
  assertDefinition(definition)
  if (used.has(definition)) {
    throw new TokenError('configuration', 'An engine definition was used for a second request.', {
      remedy: 'Call `defineSearchEngine()` inside `define`, so that every request has a definition of its own.',
    })
  }
  used.add(definition)
  return markState(withoutToken(await fetchState(definition), token), subject)
}

/** Headless's versions differ in what `defineSearchEngine()` returns: the definition, or several by name. */
function assertDefinition(definition: unknown) {
  const isObject = typeof definition === 'object' && definition !== null
  if (isObject && !('searchEngineDefinition' in definition) && !('then' in definition)) return
  throw new TokenError('configuration', '`define` must return one engine definition.', {
    remedy:
      'Return the result of `defineSearchEngine()`. With `ssr-next` of Headless 3, and with `defineCommerceEngine()`, return its ' +
      '`searchEngineDefinition`.',
  })
}
