/** As much of an identity as is compared. */
export interface NamedIdentity {
  readonly name: string
}

/**
 * Whether a token names identities, but not all of the requested ones: it may be another user's. Coveo may write a name in
 * another form, and add identities such as groups.
 */
export function namesOthers(claimed: unknown, requested: readonly NamedIdentity[]): boolean {
  if (!Array.isArray(claimed) || claimed.length === 0) return false
  const names = claimed.map(nameOf)
  return requested.some((identity) => !names.includes(nameOf(identity)))
}

/** As JSON: a claim may hold any value, also an object that is no text. */
function nameOf(identity: unknown): string | undefined {
  return JSON.stringify(Object(identity).name)?.toLowerCase()
}
