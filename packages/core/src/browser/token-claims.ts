/** The claims of a token, unverified; undefined if the token is not a JWT. */
export function readTokenClaims(token: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const payload = (token.split('.')[1] as string).replace(/-/g, '+').replace(/_/g, '/')
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0))
    const claims = JSON.parse(new TextDecoder().decode(bytes))
    return Object(claims) === claims && !Array.isArray(claims) ? claims : undefined
  } catch {
    return undefined
  }
}
