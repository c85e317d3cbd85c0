import { describe, expect, it } from 'vitest'
import { connectionFailure } from './connection-failure.ts'

describe('connectionFailure', () => {
  it('returns the innermost code', () => {
    const inner = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
    expect(connectionFailure(new Error('fetch failed', { cause: new AggregateError([inner]) }))).toEqual({
      reason: 'ECONNREFUSED',
    })
  })

  it('ends for causes that are a ring', () => {
    const error = Object.assign(new Error('fetch failed'), { code: 'EPIPE' })
    error.cause = error
    expect(connectionFailure(error)).toEqual({ reason: 'EPIPE' })
  })
})
