import { describe, expect, it } from 'vitest'
import { isRetryable } from './search-state.ts'

describe('isRetryable', () => {
  it('is true without a connection, for a rejected token, for throttling and while Coveo is down', () => {
    expect(isRetryable({ statusCode: 0, type: 'Disconnected' })).toBe(true)
    expect(isRetryable({ statusCode: 404, type: 'Disconnected' })).toBe(true)
    expect(isRetryable({})).toBe(true)
    for (const statusCode of [401, 408, 419, 429, 500, 503]) expect(isRetryable({ statusCode })).toBe(true)
  })

  it('is false for errors that a retry cannot solve', () => {
    for (const statusCode of [400, 403, 422]) expect(isRetryable({ statusCode, type: 'x' })).toBe(false)
  })
})
