import { expectAnswer, expectProblem, expectSame, expectToken } from './contract-responses.ts'
import { contractToken } from './contract-tokens.ts'
import { allowedOrigin, type EndpointUnderTest } from './endpoint-under-test.ts'

const allowOrigin = 'access-control-allow-origin'

async function expectRefused(response: Response, method: string): Promise<void> {
  expectSame(response.headers.get(allowOrigin), null, 'Access-Control-Allow-Origin')
  if (method === 'HEAD') await expectAnswer(response, 403)
  else await expectProblem(response, 403, 'forbidden-origin')
}

export const originCases = {
  async 'answers its own pages, and callers that are no browser'({ send, origin }: EndpointUnderTest) {
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

  async '403 for what a page of another site makes a browser send'({ send, setup }: EndpointUnderTest) {
    setup.user = () => {
      throw new Error('user must not be asked')
    }
    for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS']) {
      for (const site of ['cross-site', 'same-site', 'Same-Origin', 'same-origin, cross-site', '']) {
        await expectRefused(await send({ method, headers: { 'sec-fetch-site': site } }), method)
      }
      await expectRefused(await send({ method, headers: { origin: 'https://evil.example' } }), method)
    }
  },

  async '403 for origins that only look like its own'({ send, url }: EndpointUnderTest) {
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
    const claimed = { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }
    await expectRefused(await send({ headers: claimed }), 'GET')
  },

  async 'lets the pages of an allowed origin read every answer'({ send, setup }: EndpointUnderTest) {
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

  async 'answers the preflight of an allowed origin, signed in or not'({ send }: EndpointUnderTest) {
    const headers = {
      origin: allowedOrigin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    }
    const response = await send({ method: 'OPTIONS', headers, cookie: '' })
    await expectAnswer(response, 204)
    expectSame(response.headers.get(allowOrigin), allowedOrigin, 'Access-Control-Allow-Origin')
    expectSame(response.headers.get('access-control-allow-credentials'), 'true', 'Access-Control-Allow-Credentials')
    expectSame(response.headers.get('access-control-allow-methods'), 'GET, HEAD, POST', 'Access-Control-Allow-Methods')
    const allowed = response.headers.get('access-control-allow-headers')
    expectSame(allowed, 'Authorization, Content-Type', 'Access-Control-Allow-Headers')
  },
}
