import { once } from 'node:events'
import { connect, createServer, type OutgoingHttpHeaders } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { coveoTokenEndpoint } from './coveo-token-endpoint.ts'

const signedOut = { organizationId: 'acme', issue: () => Promise.reject(), reportRejected: () => Promise.reject() }

/** The status of the response to a request over HTTP/2. Its origin is passed to `headersFor`. */
async function statusOf(
  headersFor: (origin: string) => OutgoingHttpHeaders,
  allowedHosts?: readonly string[],
): Promise<number | undefined> {
  const endpoint = coveoTokenEndpoint({ tokens: signedOut, user: () => null, allowedHosts, onError: () => {} })
  const server = createServer((req, res) => endpoint(req as never, res as never, () => {}))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = connect(origin)
  const authority = origin.slice('http://'.length)
  try {
    const request = client.request({ ':path': '/', ':authority': authority, ...headersFor(origin) })
    const [{ ':status': status }] = await once(request, 'response')
    return status
  } finally {
    client.destroy()
    server.close()
  }
}

/** As in Vite's dev server with a certificate: Connect, and requests without a `Host`. */
describe('coveoTokenEndpoint over HTTP/2', () => {
  it('accepts the requests of its own pages', async () => {
    expect(await statusOf((origin) => ({ origin }))).toBe(401)
    expect(await statusOf((origin) => ({ origin, 'sec-fetch-site': 'same-origin' }))).toBe(401)
  })

  it('refuses the pages of other origins', async () => {
    expect(await statusOf(() => ({ origin: 'http://evil.example' }))).toBe(403)
    expect(await statusOf(() => ({ origin: 'http://evil.example', host: 'evil.example' }))).toBe(403)
  })

  it('accepts the hosts in `allowedHosts` and no other', async () => {
    expect(await statusOf(() => ({}), ['127.0.0.1'])).toBe(401)
    expect(await statusOf(() => ({}), ['app.example'])).toBe(403)
    expect(await statusOf(() => ({ host: 'app.example' }), ['app.example'])).toBe(403)
  })
})
