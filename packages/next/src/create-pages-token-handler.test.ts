import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { EndpointIssuer } from '@coveo-token/core'
import { endpointContractCases, type MountEndpoint } from '@coveo-token/core/testing'
import type { NextApiHandler, NextApiRequest, NextApiResponse } from 'next'
import { describe, expect, expectTypeOf, it, vi } from 'vitest'
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
  const { origin, close } = await listen(handler)
  return { url: `${origin}/api/coveo-token`, send: (request) => fetch(request), close }
}

async function listen(handler: NextApiHandler) {
  const server = createServer((req, res) => handler(req as NextApiRequest, res as NextApiResponse))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

describe('createPagesTokenHandler', () => {
  it.each(endpointContractCases)('$name', ({ run }) => run(inPagesRouter))

  it('gives the request to `onError` and `waitUntil`, and responds to no data path of Next', async () => {
    const work = Promise.resolve('renewed')
    const tokens: EndpointIssuer<string> = {
      organizationId: 'acme',
      async issue(_user, options) {
        options?.waitUntil?.(work)
        throw new Error('no token')
      },
      reportRejected: async () => ({ outcome: 'ignored' }),
    }
    const [onError, waitUntil] = [vi.fn(), vi.fn()]
    const handler = createPagesTokenHandler({ tokens, user: () => 'alice', onError, waitUntil })
    const { origin, close } = await listen(handler)
    const paths = ['/api/coveo-token', '/_next/data/b1/api/coveo-token.json']
    const responses = await Promise.all(paths.map((path) => fetch(origin + path)))
    await close()
    expect(responses.map(({ status }) => status)).toEqual([500, 404])
    const request = expect.objectContaining({ url: '/api/coveo-token' })
    expect(onError.mock.calls).toEqual([[new Error('no token'), request]])
    expect(waitUntil.mock.calls).toEqual([[work, request]])
  })
})
