import type { ServerErrorCode } from '../shared/error-codes.ts'
import { TokenError } from '../shared/token-error.ts'
import { expectProblem, expectResponse, expectSame } from './contract-responses.ts'
import type { EndpointUnderTest } from './endpoint-under-test.ts'

const secret = 'xx0a1b2c3d-1111-2222-3333-444455556666'

function failing(code: ServerErrorCode, retryAfterMs?: number) {
  return async () => {
    throw new TokenError(code, `Said ${secret}.`, { remedy: `Keep ${secret}.`, retryAfterMs })
  }
}

async function expectSafeProblem(response: Response, status: number, code: string): Promise<void> {
  const copy = response.clone()
  await expectProblem(response, status, code)
  const all = JSON.stringify([...copy.headers]) + (await copy.text())
  if (all.includes(secret)) throw new Error(`The response contains a secret: ${all}`)
}

const unavailable: readonly ServerErrorCode[] = [
  'coveo-rate-limited',
  'coveo-unreachable',
  'coveo-timeout',
  'coveo-server-error',
  'coveo-bad-response',
  'closed',
]

export const refusalCases = {
  async 'responds 401 when signed out, without issuing a token'({ send, setup }: EndpointUnderTest) {
    for (const signedOut of [null, undefined, '', false, Promise.resolve(null)]) {
      setup.user = () => signedOut as null
      await expectProblem(await send(), 401, 'not-authenticated')
    }
    expectSame(setup.tokens.issues, 0, 'issued tokens')
  },

  async 'responds 405 with Allow to every other method'({ send, setup }: EndpointUnderTest) {
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const response = await send({ method })
      await expectProblem(response, 405, 'method-not-allowed')
      expectSame(response.headers.get('allow'), 'GET, HEAD, POST, OPTIONS', 'Allow')
    }
    expectSame(setup.tokens.issues, 0, 'issued tokens')
  },

  async 'ignores method overrides'({ send, setup }: EndpointUnderTest) {
    const overridden = { 'x-http-method-override': 'POST', 'x-http-method': 'POST', 'x-method-override': 'POST' }
    await expectResponse(await send({ headers: overridden }), 200)
    expectSame(setup.tokens.rejected, [], 'reports')
  },

  async 'responds to OPTIONS with Allow'({ send }: EndpointUnderTest) {
    const response = await send({ method: 'OPTIONS' })
    await expectResponse(response, 204)
    expectSame(response.headers.get('allow'), 'GET, HEAD, POST, OPTIONS', 'Allow')
    expectSame(response.headers.get('access-control-allow-origin'), null, 'Access-Control-Allow-Origin')
  },

  async 'responds 500 without details when user throws or rejects'({ send, setup, errors }: EndpointUnderTest) {
    setup.user = () => {
      throw new Error(`${secret} at /srv/app.ts:1`)
    }
    await expectSafeProblem(await send(), 500, 'internal')
    setup.user = async () => {
      throw `${secret}`
    }
    await expectSafeProblem(await send(), 500, 'internal')
    expectSame(errors.length, 2, 'errors reported')
  },

  async 'responds 500 when the grant throws or is not valid'({ send, setup, errors }: EndpointUnderTest) {
    setup.tokens.instead = async () => {
      throw new TypeError(`no ${secret}`)
    }
    await expectSafeProblem(await send(), 500, 'internal')
    setup.tokens.instead = failing('grant-invalid')
    await expectSafeProblem(await send(), 500, 'internal')
    expectSame(errors.length, 2, 'errors reported')
  },

  async 'responds 502 when Coveo refuses the key or the grant'({ send, setup, errors }: EndpointUnderTest) {
    setup.tokens.instead = failing('coveo-refused')
    await expectSafeProblem(await send(), 502, 'coveo-refused')
    expectSame(errors.length, 1, 'errors reported')
  },

  async 'responds 503 with Retry-After when Coveo gives no token now'({ send, setup }: EndpointUnderTest) {
    for (const code of unavailable) {
      setup.tokens.instead = failing(code, 2001)
      const response = await send()
      expectSame(response.headers.get('retry-after'), '3', 'Retry-After')
      await expectSafeProblem(response, 503, 'coveo-unavailable')
    }
    setup.tokens.instead = failing('coveo-unreachable')
    expectSame((await send()).headers.get('retry-after'), '5', 'default Retry-After')
  },

  async 'responds although onError throws or rejects'({ send, setup }: EndpointUnderTest) {
    setup.tokens.instead = failing('coveo-refused')
    setup.onError = () => {
      throw new Error('the log is full')
    }
    await expectProblem(await send(), 502, 'coveo-refused')
    setup.onError = async () => {
      throw new Error('the log cannot be reached')
    }
    await expectProblem(await send(), 502, 'coveo-refused')
  },
}
