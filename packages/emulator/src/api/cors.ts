type Headers = Readonly<Record<string, string | undefined>>

/** CORS headers of every response. Echoes the origin, because clients that send cookies reject `*`. */
export function corsHeaders(request: Headers): Record<string, string> {
  const { origin } = request
  return {
    'Access-Control-Expose-Headers': 'Date, Retry-After, X-Answer-Id, X-Emulator-Warnings, X-Request-ID',
    ...(origin === undefined
      ? { 'Access-Control-Allow-Origin': '*' }
      : { 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true', Vary: 'Origin' }),
  }
}

/** Additional headers of the response to a preflight. */
export function preflightHeaders(request: Headers): Record<string, string> {
  return {
    'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, DELETE, OPTIONS',
    'Access-Control-Allow-Headers': request['access-control-request-headers'] ?? 'authorization, content-type',
    'Access-Control-Max-Age': '600',
    ...(request['access-control-request-private-network'] ? { 'Access-Control-Allow-Private-Network': 'true' } : {}),
  }
}
