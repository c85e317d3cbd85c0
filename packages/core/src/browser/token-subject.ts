/** Who a token acts as, in a form to compare; undefined when the token does not tell. Reads, and proves nothing. */
export function tokenSubject(token: string | undefined): string | undefined {
  try {
    const claims = JSON.parse(atob(`${token?.split('.')[1]}`.replace(/-/g, '+').replace(/_/g, '/')))
    return JSON.stringify(claims.userIds ?? claims.body?.additionalConfiguration)
  } catch {
    return undefined
  }
}
