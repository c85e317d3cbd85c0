import { decodeBase64url } from './base64url.ts'

/** The claims of a token, unverified; undefined if the token is not a JWT. */
export function readTokenClaims(token: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const claims = JSON.parse(new TextDecoder().decode(decodeBase64url(token.split('.')[1] as string)))
    return Object(claims) === claims && !Array.isArray(claims) ? claims : undefined
  } catch {
    return undefined
  }
}
