import { describe, expect, it } from 'vitest'
import { isPassing } from './search-failure.ts'

describe('isPassing', () => {
  it('is true without a connection, for a rejected token, for throttling and while Coveo is down', () => {
    expect(isPassing({ statusCode: 0, type: 'Disconnected' })).toBe(true)
    expect(isPassing({ statusCode: 404, type: 'Disconnected' })).toBe(true)
    expect(isPassing({})).toBe(true)
    for (const statusCode of [401, 408, 419, 429, 500, 503]) expect(isPassing({ statusCode })).toBe(true)
  })

  it('is false for errors that a retry cannot solve', () => {
    for (const statusCode of [400, 403, 422]) expect(isPassing({ statusCode, type: 'x' })).toBe(false)
  })
})
