import { expectProblem, expectResponse, expectSame, expectToken } from './contract-responses.ts'
import { contractToken } from './contract-tokens.ts'
import { allowedOrigin, type EndpointUnderTest } from './endpoint-under-test.ts'

const allowOrigin = 'access-control-allow-origin'

async function expectRefused(response: Response, method: string): Promise<void> {
  expectSame(response.headers.get(allowOrigin), null, 'Access-Control-Allow-Origin')
  if (method === 'HEAD') await expectResponse(response, 403)
  else await expectProblem(response, 403, 'forbidden-origin')
}

export const originCases = {
  async 'responds to its own pages, and to callers that are not browsers'({ send, origin }: EndpointUnderTest) {
    const own: HeadersInit[] = [
      {},
      { origin },
      { origin, 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'none' },
    ]
    for (const headers of own) {
      const response = await send({ headers })
      expectSame(response.headers.get(allowOrigin), null, 'Access-Control-Allow-Origin')
      await expectToken(response, contractToken('alice'))
    }
  },

  async 'responds 403 to requests from pages of another site'({ send, setup }: EndpointUnderTest) {
    setup.user = () => {
      throw new Error('user must not be called')
    }
    for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS']) {
      for (const site of ['cross-site', 'same-site', 'Same-Origin', 'same-origin, cross-site', '']) {
        await expectRefused(await send({ method, headers: { 'sec-fetch-site': site } }), method)
      }
      await expectRefused(await send({ method, headers: { origin: 'https://evil.example' } }), method)
    }
  },

  async 'responds 403 to origins that resemble its own'({ send, url }: EndpointUnderTest) {
    const { protocol, host, hostname, port } = new URL(url)
    const lookalikes = [
      'null',
      `${protocol}//${hostname}.evil.example:${port}`,
      `${protocol}//evil-${hostname}:${port}`,
      `${protocol}//${hostname}:1`,
      `${protocol === 'https:' ? 'http' : 'https'}://${host}`,
      `${protocol}//user@evil.example:${port}`,
      `${protocol}//${hostname}:${port}, https://evil.example`,
      `${allowedOrigin}.evil.example`,
      `${allowedOrigin}/`,
      allowedOrigin.replace('https', 'http'),
      allowedOrigin.toUpperCase(),
      '*',
      'x',
    ]
    for (const origin of lookalikes) await expectRefused(await send({ headers: { origin } }), 'GET')
  },

  async 'accepts the origin of a page that the browser calls same-origin, also behind a proxy that changes the host'({
    send,
    setup,
  }: EndpointUnderTest) {
    const headers = { origin: 'https://public.example', 'sec-fetch-site': 'same-origin' }
    await expectToken(await send({ headers }), contractToken('alice'))
    const json = { ...headers, 'content-type': 'application/json' }
    const report = { method: 'POST', headers: json, body: '{"rejected":"mPq1c0tJx2yR8a7V"}' }
    await expectToken(await send(report), contractToken('alice'))
    expectSame(setup.tokens.rejected.length, 1, 'reports')
    for (const origin of ['null', 'ftp://public.example', 'chrome-extension://public']) {
      await expectRefused(await send({ headers: { ...headers, origin } }), 'GET')
    }
  },

  async 'reports a refused origin once, with the compared origins and the remedy'({
    send,
    errors,
    origin,
  }: EndpointUnderTest) {
    // A mounted endpoint may outlive a case: only a new origin is certain to be reported.
    const evil = `https://${crypto.randomUUID()}.example`
    const headers = { origin: evil }
    await expectRefused(await send({ headers }), 'GET')
    await expectRefused(await send({ headers }), 'GET')
    const reported = errors as { code: string; message: string; remedy: string }[]
    expectSame(
      reported.map(({ code }) => code),
      ['forbidden-origin'],
      'reported codes',
    )
    for (const text of [evil, new URL(origin).host]) {
      if (!reported[0]?.message.includes(text)) throw new Error(`The message lacks ${text}: ${reported[0]?.message}`)
    }
    if (!reported[0]?.remedy.includes('allowedOrigins')) throw new Error(`The remedy is ${reported[0]?.remedy}`)
  },

  async 'lets pages of an allowed origin read every response'({ send, setup }: EndpointUnderTest) {
    const headers = { origin: allowedOrigin, 'sec-fetch-site': 'cross-site' }
    const token = await send({ headers })
    await expectToken(token, contractToken('alice'))
    const problem = await send({ headers, cookie: '' })
    await expectProblem(problem, 401, 'not-authenticated')
    setup.user = () => {
      throw new Error('no')
    }
    const failure = await send({ headers })
    await expectProblem(failure, 500, 'internal')
    for (const response of [token, problem, failure]) {
      expectSame(response.headers.get(allowOrigin), allowedOrigin, 'Access-Control-Allow-Origin')
      expectSame(response.headers.get('access-control-allow-credentials'), 'true', 'Access-Control-Allow-Credentials')
      expectSame(response.headers.get('access-control-expose-headers'), 'Retry-After', 'Access-Control-Expose-Headers')
    }
  },

  async 'responds to the preflight of an allowed origin, signed in or not'({ send }: EndpointUnderTest) {
    const headers = {
      origin: allowedOrigin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    }
    const response = await send({ method: 'OPTIONS', headers, cookie: '' })
    await expectResponse(response, 204)
    expectSame(response.headers.get(allowOrigin), allowedOrigin, 'Access-Control-Allow-Origin')
    expectSame(response.headers.get('access-control-allow-credentials'), 'true', 'Access-Control-Allow-Credentials')
    expectSame(response.headers.get('access-control-allow-methods'), 'GET, HEAD, POST', 'Access-Control-Allow-Methods')
    const allowed = response.headers.get('access-control-allow-headers')
    expectSame(allowed, 'Authorization, Content-Type', 'Access-Control-Allow-Headers')
    const traced = await send({
      method: 'OPTIONS',
      headers: { ...headers, 'access-control-request-headers': 'authorization,baggage,x-b3,baggage' },
    })
    expectSame(
      traced.headers.get('access-control-allow-headers'),
      'Authorization, Content-Type, baggage, x-b3',
      'Access-Control-Allow-Headers',
    )
    const malformed = { ...headers, 'access-control-request-headers': 'a b, "c"' }
    expectSame(
      (await send({ method: 'OPTIONS', headers: malformed })).headers.get('access-control-allow-headers'),
      'Authorization, Content-Type',
      'Access-Control-Allow-Headers',
    )
  },
}
