import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { offeredResponse } from './tab-message.ts'

const response = {
  token: 'one',
  kind: 'search',
  organizationId: 'acme',
  fingerprint: 'f',
  subject: 's',
  expiresIn: 100,
  refreshIn: 80,
} as const
const clock = () => 60_000
const message = { type: 'token', session: undefined, query: undefined, response } as const

describe('offeredResponse', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('returns the token, with its age by the clock of the receiver', () => {
    expect(offeredResponse({ ...message, requestedAt: Date.now() - 5_000 }, clock)).toEqual({
      response,
      requestedAt: 55_000,
    })
  })

  it('counts no negative age: the clocks of two tabs may differ', () => {
    expect(offeredResponse({ ...message, requestedAt: Date.now() + 5_000 }, clock)).toEqual({
      response,
      requestedAt: 60_000,
    })
  })

  it('returns undefined for a token that expires within a second', () => {
    expect(offeredResponse({ ...message, requestedAt: Date.now() - 99_000 }, clock)).toBeDefined()
    expect(offeredResponse({ ...message, requestedAt: Date.now() - 99_001 }, clock)).toBeUndefined()
  })

  it.each([{ requestedAt: undefined }, { response: undefined, requestedAt: 0 }, { requestedAt: 'now' as never }])(
    'returns undefined for %j',
    (changes) => {
      expect(offeredResponse({ ...message, ...changes }, clock)).toBeUndefined()
    },
  )
})
