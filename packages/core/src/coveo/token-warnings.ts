/** As much of an identity as is compared. */
export interface NamedIdentity {
  readonly name: string
}

/** Many servers and proxies accept at most 8 kB of headers. */
const maxHeaderBytes = 8_192

/** Warnings about a token that can be used. None contains a name or a part of the token. */
export function tokenWarnings(
  token: string,
  claims: Readonly<Record<string, unknown>>,
  userIds: readonly NamedIdentity[] | undefined,
): string[] {
  const warnings: string[] = []
  if (token.length > maxHeaderBytes) {
    warnings.push('Coveo minted a token of more than 8 kB, too long for a header on many servers: shorten the grant.')
  }
  if (userIds && namesOthers(claims, userIds)) {
    warnings.push(
      'Coveo minted a token for other identities than the grant names: check that no proxy caches responses of Coveo.',
    )
  }
  return warnings
}

/** Whether the claims name identities, but none of the requested ones. Coveo may write a name in another case. */
function namesOthers(claims: Readonly<Record<string, unknown>>, userIds: readonly NamedIdentity[]): boolean {
  const { additionalConfiguration } = Object(claims.body)
  // A platform token has them in `body`.
  const claimed: unknown = claims.userIds ?? Object(Object(additionalConfiguration).search).userIds
  if (!Array.isArray(claimed) || claimed.length === 0) return false
  const names = new Set(claimed.map((identity) => String(Object(identity).name).toLowerCase()))
  return !userIds.some(({ name }) => names.has(name.toLowerCase()))
}
