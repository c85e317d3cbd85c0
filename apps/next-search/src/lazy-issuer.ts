import type { TokenIssuer } from '@coveo-token/core'

/** What `lazyIssuer` is told. */
export interface LazyIssuerOptions<User> {
  /** Names the issuer within this process. */
  name: string
  create: () => TokenIssuer<User>
}

/**
 * An issuer that is created by its first use, once in a process. Not sooner, because `next build` loads the modules of
 * every route in an environment without any settings; and kept outside of this module, because Next bundles pages and
 * route handlers apart, and each would have a module, an issuer and a cache of its own.
 */
export function lazyIssuer<User>({ name, create }: LazyIssuerOptions<User>): TokenIssuer<User> {
  const issuers: Record<symbol, TokenIssuer<User> | undefined> = globalThis
  const key = Symbol.for(`next-search:${name}`)
  function get(): TokenIssuer<User> {
    const issuer = issuers[key] ?? create()
    issuers[key] = issuer
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
    close: async () => issuers[key]?.close(),
  }
}
