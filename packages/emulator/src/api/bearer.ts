/** Returns the credential of a request: the `Authorization` header, else the `access_token` query parameter. */
export function bearerOf(authorization: string | undefined, query: URLSearchParams): string | undefined {
  const match = /^bearer +(\S+)\s*$/i.exec(authorization ?? '')
  return match?.[1] ?? query.get('access_token') ?? undefined
}
