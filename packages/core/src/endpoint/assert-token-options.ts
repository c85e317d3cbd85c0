/** Throws a `TypeError` unless there is a token issuer, and a function that says whom a token is for. Whatever serves tokens calls it first. */
export function assertTokenOptions(options: { tokens: unknown; user: unknown }): void {
  const { tokens, user } = Object(options)
  if (typeof tokens?.issue !== 'function')
    throw new TypeError('`tokens` must be a token issuer: see createTokenIssuer.')
  if (typeof user !== 'function') throw new TypeError('`user` must be a function that reads your session.')
}
