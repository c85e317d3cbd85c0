import { TokenError, type TokenResponse } from '@coveo-token/core/browser'
import type { SearchAccess } from './search-access.ts'
import { withoutToken } from './without-token.ts'

export interface UserStateOptions<Definition extends object, State> {
  /** The user's token, as `initialToken()` of `@coveo-token/next` gives it. Without one there is no state. */
  token: Pick<TokenResponse, 'token' | 'organizationId'> | null | undefined
  /** Defines the engine: `(access) => defineSearchEngine({ configuration: { ...access }, controllers })`. Called once for each request. */
  define: (access: SearchAccess) => Definition
  /** Searches: `(definition) => definition.fetchStaticState(…)`. */
  fetchState: (definition: Definition) => Promise<State>
}

/** Definitions that have served a request. */
const served = new WeakSet<object>()

/**
 * Headless's static state for one user, safe to put into that user's page: searched with a definition that no other request
 * has, and free of the token. Undefined without a token and when the search fails: the page then searches by itself.
 * Rejects with a `TokenError` of code `configuration` where a key or another user's token could get into the page.
 */
export async function fetchUserState<Definition extends object, State>(
  options: UserStateOptions<Definition, State>,
): Promise<State | undefined> {
  if (!options.token) return undefined
  const { token, organizationId } = options.token
  if (!isJwt(token)) {
    throw new TokenError('configuration', 'The token to render with is not a JWT, so it may be an API key.', {
      remedy: 'Render with a token of the signed-in user, such as `initialToken()` gives; never with an API key.',
    })
  }
  const definition = options.define({ organizationId, accessToken: token })
  if (served.has(definition)) {
    throw new TokenError('configuration', 'An engine definition was used for a second request.', {
      remedy: 'Call `defineSearchEngine()` inside `define`, so that every request has a definition of its own.',
    })
  }
  served.add(definition)
  const state = withoutToken(await options.fetchState(definition), token)
  return hasFailed(state) ? undefined : state
}

function isJwt(token: string): boolean {
  try {
    const [, payload = '', signature] = token.split('.')
    return Boolean(signature) && typeof JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/'))) === 'object'
  } catch {
    return false
  }
}

/** Whether the search of a static state ended with an error, whichever of Headless's two shapes the state has. */
function hasFailed(state: unknown): boolean {
  const { searchAction, searchActions = [searchAction] } = Object(state)
  return searchActions.some((action: { type?: string } | undefined) => action?.type?.endsWith('/rejected'))
}
