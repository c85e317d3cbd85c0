import assert from 'node:assert/strict'
import { test } from 'node:test'
import { handler } from './index.js'

/** An event of an HTTP API, payload version 2.0. */
function event(claims) {
  return {
    version: '2.0',
    rawPath: '/api/coveo-token',
    rawQueryString: '',
    headers: { host: 'api.example.com' },
    requestContext: {
      domainName: 'api.example.com',
      http: { method: 'GET', path: '/api/coveo-token' },
      ...(claims && { authorizer: { jwt: { claims, scopes: [] } } }),
    },
    isBase64Encoded: false,
  }
}

test('responds 401 without claims, and with the token of the user in the claims', async () => {
  assert.equal((await handler(event(), {})).statusCode, 401)
  const { statusCode, body, headers } = await handler(event({ email: 'asmith@example.com' }), {})
  assert.equal(statusCode, 200)
  assert.match(headers['cache-control'], /no-store/)
  const [, payload] = JSON.parse(body).token.split('.')
  assert.equal(JSON.parse(atob(payload)).userIds[0].name, 'asmith@example.com')
})
