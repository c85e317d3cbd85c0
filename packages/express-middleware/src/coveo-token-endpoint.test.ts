import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type EndpointSetup, endpointContractCases, type MountEndpoint } from '@coveo-token/core/testing'
import express, { type RequestHandler } from 'express'
import express4 from 'express4'
import { describe, it } from 'vitest'
import { coveoTokenEndpoint } from './coveo-token-endpoint.ts'

const path = '/api/coveo-token'

function endpointFor(setup: EndpointSetup): RequestHandler {
  return coveoTokenEndpoint({ ...setup, user: (req) => setup.user(req.headers.cookie) })
}

function mountIn(build: (endpoint: RequestHandler) => RequestListener): MountEndpoint {
  return async (setup) => {
    const server = createServer(build(endpointFor(setup))).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    return {
      url: `http://127.0.0.1:${port}${path}`,
      send: (request) => fetch(request),
      close: () =>
        new Promise((resolve) => {
          server.close(() => resolve())
          server.closeAllConnections()
        }),
    }
  }
}

describe.each([
  ['Express 5', express],
  ['Express 4', express4 as unknown as typeof express],
])('coveoTokenEndpoint in %s', (_, framework) => {
  const bare = mountIn((endpoint) => framework().use(path, endpoint))
  it.each(endpointContractCases)('$name', ({ run }) => run(bare))
})
