import { EventEmitter } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import { issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'
import { handleNodeRequest } from './node-exchange.ts'
import { createTokenEndpoint } from './token-endpoint.ts'

describe('handleNodeRequest', () => {
  it('does not report that the client of a response without `destroyed` disconnected', async () => {
    const { tokens, coveo } = issuerUnderTest()
    const onError = vi.fn()
    const endpoint = createTokenEndpoint<string>({ tokens, user: () => 'alice', onError })
    // As of HTTP/2, and of mocks.
    const res = Object.assign(new EventEmitter(), {
      headersSent: false,
      statusCode: 0,
      setHeader: vi.fn(),
      removeHeader: vi.fn(),
      end: vi.fn(),
    })
    coveo.respondWith(() => {
      res.emit('close')
      return new Promise(() => {})
    })
    const req = { method: 'GET', url: '/', headers: {} }
    await handleNodeRequest(endpoint, { req, res, origin: () => 'http://localhost', context: undefined })
    expect(res.statusCode).toBe(503)
    expect(onError).not.toHaveBeenCalled()
  })
})
