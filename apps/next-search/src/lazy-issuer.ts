import type { TokenIssuer } from '@coveo-token/core'

/**
 * An issuer that is created by its first use: `next build` loads the modules of every route, in an environment
 * without any settings.
 */
export function lazyIssuer<User>(create: () => TokenIssuer<User>): TokenIssuer<User> {
  let issuer: TokenIssuer<User> | undefined
  function get(): TokenIssuer<User> {
    issuer ??= create()
    return issuer
  }
  return {
    get organizationId() {
      return get().organizationId
    },
    issue: (user, options) => get().issue(user, options),
    peek: (user) => get().peek(user),
    reject: (user, fingerprint) => get().reject(user, fingerprint),
    invalidate: (user) => get().invalidate(user),
    close: async () => issuer?.close(),
  }
}
