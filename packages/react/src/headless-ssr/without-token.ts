import { placeholderToken, TokenError } from '@coveo-token/core/browser'

/**
 * A copy of what Headless rendered, as JSON carries it to the page, with the placeholder wherever the token was. Throws if the
 * search was sent with any other token.
 */
export function withoutToken<State>(state: State, token: string): State {
  const text = JSON.stringify(state, (name, value) => {
    if (name === 'accessToken' && value !== token && value !== placeholderToken) throw foreignToken()
    return value
  })
  return JSON.parse(text.replaceAll(token, placeholderToken))
}

function foreignToken(): TokenError {
  return new TokenError('configuration', 'The search was sent with a token other than this user’s.', {
    remedy:
      'Spread the access that `define` is given over the rest of `configuration`, and never call `setAccessToken()`.',
  })
}
