import { describe, expect, it } from 'vitest'
import { createEndpointError } from './endpoint-error.ts'

const errorOf = (status: number) => createEndpointError('endpoint-failed', { response: new Response('', { status }) })

describe('createEndpointError', () => {
  it.each([
    [400, 400, false],
    [404, 404, false],
    [408, 408, true],
    [425, 425, true],
    [429, 429, true],
    [500, 500, true],
    [503, 503, true],
    [200, 502, false],
    [405, 405, false],
    [415, 415, false],
  ])('for the status %i, has the status %i and is retryable: %s', (sent, status, retryable) => {
    expect(errorOf(sent)).toMatchObject({ name: 'TokenError', status, retryable })
  })

  it('has a status of its own where there was no response', () => {
    expect(createEndpointError('endpoint-unreachable')).toMatchObject({ status: 502, retryable: true })
    expect(createEndpointError('endpoint-failed')).toMatchObject({ status: 502, retryable: false })
    expect(createEndpointError('disposed')).toMatchObject({ status: 400, retryable: false })
  })
})
