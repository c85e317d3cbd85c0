let minted = 0

/** Coveo for the worker under test: each search token is another one. */
export default {
  async fetch(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url)
    if (pathname !== '/rest/search/v2/token' || !request.headers.get('authorization')) {
      return Response.json({ message: 'unexpected request' }, { status: 400 })
    }
    const iat = Math.floor(Date.now() / 1_000)
    const claims = { tokenId: String(++minted), organization: 'acme', iat, exp: iat + 3_600 }
    return Response.json({ token: `${encode({ alg: 'HS256' })}.${encode(claims)}.c2lnbmF0dXJl` })
  },
}

function encode(value: unknown): string {
  return btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
