/** The claims of a JWT, unverified: to compare and to show, never to trust. Undefined for anything else. */
export function tokenClaims(token: string | undefined) {
  try {
    return JSON.parse(atob(`${token?.split('.')[1]}`.replace(/-/g, '+').replace(/_/g, '/')))
  } catch {
    return undefined
  }
}

/** Whom a token acts as, in a form to compare; undefined when the token does not tell. */
export function tokenSubject(token: string | undefined): string | undefined {
  const claims = tokenClaims(token)
  return JSON.stringify(claims?.userIds ?? claims?.body?.additionalConfiguration)
}
