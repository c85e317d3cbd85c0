import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { openEmulator } from '../testing/open-emulator.test.support.ts'
import { platformError, searchError } from '../testing/published-schemas.test.support.ts'

/** Sends bytes as they are. Resolves with the response once the server closes the connection. */
async function sendRaw(url: string, text: string): Promise<{ head: string; json: object }> {
  const { hostname, port } = new URL(url)
  const response = await new Promise<string>((resolve, reject) => {
    let received = ''
    connect(Number(port), hostname)
      .on('data', (chunk) => {
        received += chunk
      })
      .on('error', reject)
      .on('close', () => resolve(received))
      .end(text)
  })
  const [head = '', body = ''] = response.split('\r\n\r\n')
  return { head, json: JSON.parse(body) }
}

const search = '/rest/search/v2?organizationId=emulator'
const tokens = '/rest/organizations/emulator/tokens'
const post = (path: string, ...headers: string[]) =>
  [`POST ${path} HTTP/1.1`, 'Host: a', ...headers, '', ''].join('\r\n')

describe('a request that does not keep to HTTP', () => {
  it.each([
    ['garbage', 'GARBAGE\r\n\r\n', 400, platformError, '/'],
    ['an unknown method', `FOO ${search} HTTP/1.1\r\nHost: a\r\n\r\n`, 400, searchError, '/rest/search/v2'],
    ['no host', `GET ${search} HTTP/1.1\r\nConnection: close\r\n\r\n`, 400, searchError, '/rest/search/v2'],
    [
      'two lengths',
      post(search, 'Content-Length: 2', 'Transfer-Encoding: chunked'),
      400,
      searchError,
      '/rest/search/v2',
    ],
    ['an invalid chunk', `${post(tokens, 'Transfer-Encoding: chunked')}zz\r\n`, 400, platformError, tokens],
    ['a header of 40 kB', post(search, `X: ${'a'.repeat(40_000)}`), 431, searchError, '/rest/search/v2'],
    ['a query of 40 kB', post(`${tokens}?q=${'a'.repeat(40_000)}`), 431, platformError, tokens],
    ['an unknown expectation', post(tokens, 'Expect: tea', 'Connection: close'), 417, platformError, tokens],
  ])('gets the error shape of its API and an id: %s', async (_, text, status, shape, path) => {
    const { emulator } = await openEmulator()
    const { head, json } = await sendRaw(emulator.url, text)
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(head).toMatch(/^X-Request-ID: [0-9a-f-]{36}$/m)
    expect(head).toMatch(/^Access-Control-Allow-Origin: \*$/m)
    shape.parse(json)
    expect(emulator.requests).toMatchObject([{ status, path }])
  })

  it('is in the journal once, without its secrets', async () => {
    const { emulator, tokenFor } = await openEmulator()
    const token = await tokenFor('asmith@example.com')
    emulator.clearRequests()
    const target = `${search}&access_token=${token}`
    const start = [`POST ${target} HTTP/1.1`, 'Host: a', `Authorization: Bearer ${token}`]
    await sendRaw(emulator.url, [...start, 'Transfer-Encoding: chunked', '', 'zz', ''].join('\r\n'))
    await sendRaw(emulator.url, [...start, 'Content-Length: 2', 'Transfer-Encoding: chunked', '', ''].join('\r\n'))
    await sendRaw(emulator.url, [...start, `X: ${'a'.repeat(40_000)}`, '', ''].join('\r\n'))
    await sendRaw(emulator.url, `POST ${target}`)
    expect(emulator.requests.map(({ status }) => status)).toEqual([400, 400, 431, 400])
    expect(emulator.requests.map(({ path }) => path)).toEqual([...Array(3).fill('/rest/search/v2'), '/'])
    expect(emulator.requests.slice(0, 2)).toMatchObject([
      { method: 'POST', caller: { kind: 'token' }, query: { access_token: '[redacted]' } },
      { method: 'POST', caller: { kind: 'token' }, query: { access_token: '[redacted]' } },
    ])
    expect(JSON.stringify(emulator.requests)).not.toContain(token.slice(0, 30))
  })

  it('can be read by the page that sent it', async () => {
    const { emulator } = await openEmulator()
    const text = post(search, 'Origin: http://localhost:3000', `X: ${'a'.repeat(40_000)}`)
    const { head } = await sendRaw(emulator.url, text)
    expect(head).toMatch(/^Access-Control-Allow-Origin: http:\/\/localhost:3000$/m)
    expect(head).toMatch(/^Access-Control-Allow-Credentials: true$/m)
  })
})
