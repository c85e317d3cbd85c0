/** Throws unless both values have the same JSON. */
export function expectSame(actual: unknown, expected: unknown, what: string): void {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)]
  if (is !== should) throw new Error(`${what}: expected ${should}, got ${is}`)
}

const varied = ['Cookie', 'Authorization', 'Origin']

/** Reads a response and checks the headers of every response of the endpoint. */
export async function expectResponse(response: Response, status: number): Promise<string> {
  const { headers } = response
  const body = await response.text()
  expectSame(response.status, status, `status (${body})`)
  expectSame(headers.get('cache-control'), 'private, no-store', 'Cache-Control')
  // A framework may add names.
  const vary = headers.get('vary')?.split(/,\s*/) ?? []
  expectSame(
    varied.filter((name) => !vary.includes(name)),
    [],
    'names missing from Vary',
  )
  expectSame(headers.get('x-content-type-options'), 'nosniff', 'X-Content-Type-Options')
  expectSame(headers.get('etag'), null, 'ETag')
  expectSame(headers.get('set-cookie'), null, 'Set-Cookie')
  if (!/^token;desc="(hit|mint|shared|coalesced|stale|none)"$/.test(headers.get('server-timing') ?? '')) {
    throw new Error(`Server-Timing: ${headers.get('server-timing')}`)
  }
  return body
}

/** Checks a problem response and returns its detail. */
export async function expectProblem(response: Response, status: number, code: string): Promise<string> {
  const problem = JSON.parse(await expectResponse(response, status))
  expectSame(response.headers.get('content-type'), 'application/problem+json', 'Content-Type')
  expectSame(Object.keys(problem), ['type', 'title', 'status', 'code', 'detail'], 'members')
  expectSame([problem.code, problem.status], [code, status], 'code and status')
  expectSame(problem.type, `urn:coveo-token:problem:${code}`, 'type')
  return problem.detail
}

/** Checks a response with a token and returns its body. */
export async function expectToken(response: Response, token: string): Promise<Record<string, unknown>> {
  const parsed = JSON.parse(await expectResponse(response, 200))
  expectSame(response.headers.get('content-type'), 'application/json', 'Content-Type')
  expectSame(parsed.token, token, 'token')
  return parsed
}
