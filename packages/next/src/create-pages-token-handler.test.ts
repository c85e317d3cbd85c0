import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { endpointContractCases, type MountEndpoint } from '@coveo-token/core/testing'
import type { NextApiRequest, NextApiResponse } from 'next'
import { describe, expectTypeOf, it } from 'vitest'
import { createPagesTokenHandler } from './create-pages-token-handler.ts'

const inPagesRouter: MountEndpoint = async (setup) => {
  const handler = createPagesTokenHandler({
    ...setup,
    user: (req, res) => {
      expectTypeOf<NextApiRequest>().toExtend<typeof req>()
      expectTypeOf(res).toEqualTypeOf<ServerResponse>()
      return setup.user(req.headers.cookie)
    },
  })
  const server = createServer((req, res) => handler(req as NextApiRequest, res as NextApiResponse))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/coveo-token`,
    send: (request) => fetch(request),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

describe('createPagesTokenHandler', () => {
  it.each(endpointContractCases)('$name', ({ run }) => run(inPagesRouter))
})
