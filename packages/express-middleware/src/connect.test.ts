import { endpointContractCases, type MountEndpoint } from '@coveo-token/core/testing'
import connect from 'connect'
import { describe, expect, it } from 'vitest'
import { startTestServer } from '../test/test-server.ts'
import { coveoTokenEndpoint } from './coveo-token-endpoint.ts'

/** As in Vite's dev server: `server.middlewares.use('/api/coveo-token', endpoint)`. */
const inConnect: MountEndpoint = async (setup) => {
  const endpoint = coveoTokenEndpoint({ ...setup, user: (req) => setup.user(req.headers.cookie) })
  const app = connect().use('/api/coveo-token', (req, res, next) => endpoint(req as never, res as never, next))
  const { url, close } = await startTestServer(app)
  return { url: `${url}/api/coveo-token`, send: (request) => fetch(request), close }
}

describe('coveoTokenEndpoint in Connect', () => {
  it.each(endpointContractCases)('$name', ({ run }) => run(inConnect))

  it('calls next for paths below its own', async () => {
    const tokens = { organizationId: 'acme', issue: () => Promise.reject(), reportRejected: () => Promise.reject() }
    const endpoint = coveoTokenEndpoint({ tokens, user: () => null })
    const app = connect().use('/token', (req, res, next) => endpoint(req as never, res as never, next))
    await using server = await startTestServer(app)
    expect((await fetch(`${server.url}/token/x.css`)).status).toBe(404)
    expect((await fetch(`${server.url}/token?x.css`)).status).toBe(401)
  })
})
