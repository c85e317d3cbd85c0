import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createCoveoClient } from './coveo-client.ts'
import { jwtOf } from './coveo-response.test.fixture.ts'

const alice = { name: 'asmith@example.com', provider: 'Email Security Provider' }
const servers: Server[] = []

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function clientAt(endpoint: string, timeoutMs = 5_000) {
  const apiKey = 'xx590a182c-5045-4914-a00b-1f4099581b3e'
  return createCoveoClient({ organizationId: 'acme', apiKey, baseUrl: endpoint, timeoutMs, maxAttempts: 1 })
}

describe('createCoveoClient over HTTP', () => {
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  })

  it('mints a token', async () => {
    const token = jwtOf({ exp: Math.floor(Date.now() / 1_000) + 3_600 })
    const endpoint = await serve((_request, response) => response.end(JSON.stringify({ token })))
    expect((await clientAt(endpoint).createSearchToken({ userIds: [alice] })).token).toBe(token)
  })

  it('never sends the key to the target of a redirect', async () => {
    const visits: unknown[] = []
    const elsewhere = await serve((request, response) => {
      visits.push(request.headers.authorization)
      response.end('{"token": "stolen"}')
    })
    const endpoint = await serve((_request, response) => {
      response.writeHead(307, { location: `${elsewhere}/rest/search/v2/token` }).end()
    })
    await expect(clientAt(endpoint).createSearchToken({ userIds: [alice] })).rejects.toMatchObject({
      code: 'coveo-redirected',
      status: 307,
    })
    expect(visits).toEqual([])
  })

  it('does not read 40 MB of JSON', async () => {
    let written = 0
    const endpoint = await serve((_request, response) => {
      const chunk = 'a'.repeat(65_536)
      response.write('{"token": "')
      function more() {
        while (written < 40_000_000 && !response.destroyed) {
          written += chunk.length
          if (!response.write(chunk)) return response.once('drain', more)
        }
        return response.end('"}')
      }
      more()
    })
    await expect(clientAt(endpoint).createSearchToken({ userIds: [alice] })).rejects.toMatchObject({
      code: 'coveo-bad-response',
    })
    expect(written).toBeLessThan(40_000_000)
  })

  it('times out on a body that never ends', async () => {
    const endpoint = await serve((_request, response) => {
      response.write('{"token": "')
    })
    await expect(clientAt(endpoint, 200).createSearchToken({ userIds: [alice] })).rejects.toMatchObject({
      code: 'coveo-timeout',
    })
  })

  it('times out on a response that never begins', async () => {
    const endpoint = await serve(() => undefined)
    await expect(clientAt(endpoint, 200).getTokenPrivileges('t')).rejects.toMatchObject({ code: 'coveo-timeout' })
  })

  it('reports the error code of the system when no server listens', async () => {
    const endpoint = await serve(() => undefined)
    const [server] = servers.splice(0)
    await new Promise((resolve) => server?.close(resolve))
    await expect(clientAt(endpoint).createSearchToken({ userIds: [alice] })).rejects.toMatchObject({
      code: 'coveo-unreachable',
      cause: { code: 'ECONNREFUSED' },
    })
  })
})
