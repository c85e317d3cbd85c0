import { isTokenError } from '../shared/token-error.ts'
import type { TokenSource } from './token-source.ts'

/** Looks like a token that ended long ago, so that Headless asks for a real one before its first request. */
export const placeholderToken = 'eyJhbGciOiJub25lIn0.eyJleHAiOjF9.none'

/** The two members of a Headless configuration that have to do with tokens. */
export interface HeadlessAuth {
  accessToken: string
  renewAccessToken: () => Promise<string>
}

/** `accessToken` and `renewAccessToken` for a Headless engine or for Atomic's `initialize()`. */
export function headlessAuth(source: TokenSource): HeadlessAuth {
  let given = source.getSnapshot().token ?? placeholderToken
  return {
    accessToken: given,
    async renewAccessToken() {
      const { token } = source.getSnapshot()
      given = token === given ? await source.reject(given) : await source.getToken({ minRemainingMs: 90_000 })
      return given
    },
  }
}
void isTokenError
