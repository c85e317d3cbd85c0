import type { TokenIssuer } from '../issuing/token-issuer-contract.ts'

/** A token issuer that `create` makes at its first use. If `create` throws, that call rejects and the next one retries. */
export function createLazyIssuer<User>(create: () => TokenIssuer<User>): TokenIssuer<User> {
  let created: TokenIssuer<User> | undefined
  function issuer(): TokenIssuer<User> {
    created ??= create()
    return created
  }
  return {
    get organizationId() {
      return issuer().organizationId
    },
    now: () => issuer().now(),
    issue: async (user, options) => issuer().issue(user, options),
    peek: (user) => issuer().peek(user),
    reportRejected: async (user, fingerprint) => issuer().reportRejected(user, fingerprint),
    invalidate: async (user) => issuer().invalidate(user),
    close: async () => created?.close(),
  }
}
