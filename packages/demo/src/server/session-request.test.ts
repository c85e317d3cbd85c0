import { describe, expect, it } from 'vitest'
import { readSessionRequest } from './session-request.ts'

describe('readSessionRequest', () => {
  it('accepts the three users', () => {
    expect(readSessionRequest({ user: 'asmith@example.com' })?.name).toBe('Alice Smith')
    expect(readSessionRequest({ user: 'bjones@example.com' })?.name).toBe('Bob Jones')
    expect(readSessionRequest({ user: 'anonymous' })?.name).toBe('Guest')
  })

  it('refuses other users and other bodies', () => {
    for (const body of [
      undefined,
      null,
      'asmith@example.com',
      [],
      {},
      { user: 'ASMITH@example.com' },
      { user: ['asmith@example.com'] },
      { user: 'admin' },
      { user: 'asmith@example.com', admin: true },
    ]) {
      expect(readSessionRequest(body)).toBeUndefined()
    }
  })
})
