/** The claims of a JWT, unverified: to compare and to show, never to trust. Undefined for anything else. */
export function readTokenClaims(token: string | undefined) {
  try {
    return JSON.parse(atob((token as string).split('.')[1]?.replace(/-/g, '+').replace(/_/g, '/') as string))
  } catch {}
}

/** Whom a token acts as, in a form to compare; undefined when the token does not tell. */
export function tokenSubject(token: string | undefined): string | undefined {
  const { userIds, body } = Object(readTokenClaims(token))
  return JSON.stringify(userIds ?? body?.additionalConfiguration)
}
