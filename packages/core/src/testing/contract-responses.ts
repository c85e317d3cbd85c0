/** Throws unless the two are the same JSON. */
export function expectSame(actual: unknown, expected: unknown, what: string): void {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)]
  if (is !== should) throw new Error(`${what}: expected ${should}, got ${is}`)
}

const varied = ['Cookie', 'Authorization', 'Origin']

/** Reads an answer and checks what every answer of the endpoint must carry. */
export async function expectAnswer(response: Response, status: number): Promise<string> {
  const { headers } = response
  const body = await response.text()
  expectSame(response.status, status, `status (${body})`)
  expectSame(headers.get('cache-control'), 'private, no-store', 'Cache-Control')
  // A framework may add names of its own.
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

/** Checks a problem answer and returns its detail. */
export async function expectProblem(response: Response, status: number, code: string): Promise<string> {
  const problem = JSON.parse(await expectAnswer(response, status))
  expectSame(response.headers.get('content-type'), 'application/problem+json', 'Content-Type')
  expectSame(Object.keys(problem), ['type', 'title', 'status', 'code', 'detail'], 'members')
  expectSame([problem.code, problem.status], [code, status], 'code and status')
  expectSame(problem.type, `urn:coveo-token:problem:${code}`, 'type')
  return problem.detail
}

/** Checks an answer with a token and returns it. */
export async function expectToken(response: Response, token: string): Promise<Record<string, unknown>> {
  const answer = JSON.parse(await expectAnswer(response, 200))
  expectSame(response.headers.get('content-type'), 'application/json', 'Content-Type')
  expectSame(answer.token, token, 'token')
  return answer
}
