/** The credential of a request: the `Authorization` header first, then the `access_token` parameter of beacons and frames. */
export function bearerOf(authorization: string | undefined, query: URLSearchParams): string | undefined {
  const match = /^bearer +(\S+)\s*$/i.exec(authorization ?? '')
  return match?.[1] ?? query.get('access_token') ?? undefined
}
