import type { TokenIssuer } from '@coveo-token/core'

export interface SharedIssuerOptions<User> {
  /** Names the issuer within the process: modules that give the same name share one issuer. */
  name: string
  /** Makes the issuer, at its first use. */
  create: () => TokenIssuer<User>
}

/**
 * One issuer, and one cache, for all of an application. Next bundles pages and route handlers apart, so that each has its
 * own copy of a module and of what the module creates; this one is kept on `globalThis`. It is created by its first use
 * and not sooner, because `next build` loads the modules of every route in an environment without your settings.
 */
export function sharedIssuer<User>({ name, create }: SharedIssuerOptions<User>): TokenIssuer<User> {
  if (typeof name !== 'string' || name === '') throw new TypeError('`name` must tell this issuer from your others.')
  if (typeof create !== 'function') throw new TypeError('`create` must be a function that makes the issuer.')
  const issuers: Record<symbol, TokenIssuer<User> | undefined> = globalThis
  const key = Symbol.for(`@coveo-token/next:${name}`)
  function get(): TokenIssuer<User> {
    const issuer = issuers[key] ?? create()
    issuers[key] = issuer
    return issuer
  }
  return {
    get organizationId() {
      return get().organizationId
    },
    issue: async (user, options) => get().issue(user, options),
    peek: (user) => get().peek(user),
    reportRejected: async (user, fingerprint) => get().reportRejected(user, fingerprint),
    invalidate: async (user) => get().invalidate(user),
    close: async () => issuers[key]?.close(),
  }
}
