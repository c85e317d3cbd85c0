/** The user that a token acts as, by its claims. */
export function tokenUser(token: string): string {
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
  return claims.userIds[0].name
}
