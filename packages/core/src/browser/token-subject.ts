import { readTokenClaims } from '../shared/token-claims.ts'

/** A token, and the subject that the endpoint sent with it. */
export interface SubjectToken {
  readonly token?: string | undefined
  readonly subject?: string | undefined
}

/**
 * Whether two tokens are for the same user and the same grant. Compares their subjects; where one is missing, every claim that does not
 * belong to the single token. Tokens that cannot be compared count as different.
 */
export function hasSameSubject(a: SubjectToken, b: SubjectToken): boolean {
  if (a.subject && b.subject) return a.subject === b.subject
  const grant = grantText(a.token)
  return a.token === b.token || (grant !== undefined && grant === grantText(b.token))
}

function grantText(token = ''): string | undefined {
  const claims = readTokenClaims(token)
  // Without the claims that differ between two tokens of one grant, at the top level only: a nested claim of such a name belongs to the grant.
  const ofGrant = claims && {
    ...claims,
    exp: undefined,
    iat: undefined,
    nbf: undefined,
    jti: undefined,
    tokenId: undefined,
  }
  return JSON.stringify(ofGrant, (_name, value) => {
    // Neither the order of the identities matters, nor that of the claims.
    if (Array.isArray(value)) return value.map((item) => JSON.stringify(item)).sort()
    return Object(value) === value ? Object.fromEntries(Object.entries(value).sort()) : value
  })
}
