import { TokenError, type TokenSnapshot } from '@coveo-token/core/browser'
import { describe, expect, it } from 'vitest'
import { describeTokenEvent } from './token-event.ts'

const first = {
  status: 'ready',
  token: 'one',
  kind: 'search',
  organizationId: 'acme',
  fingerprint: 'f1',
  subject: 'alice',
  guest: false,
  expiresAt: 1,
  refreshAt: 1,
  origin: 'endpoint',
} satisfies TokenSnapshot
const loading: TokenSnapshot = { status: 'loading' }
const error = new TokenError('coveo-unavailable', 'Coveo is down.', { remedy: 'Wait.' })

describe('describeTokenEvent', () => {
  it('names the origin of the first token', () => {
    expect(describeTokenEvent(undefined, first)?.words).toBe('Received from the token endpoint')
    expect(describeTokenEvent(loading, { ...first, origin: 'initial' })?.words).toMatch(/with the page/)
    expect(describeTokenEvent(loading, { ...first, origin: 'tab' })?.words).toMatch(/another tab/)
  })

  it('reports every later token as a renewal', () => {
    expect(describeTokenEvent(first, { ...first, token: 'two' })).toEqual({ tone: 'good', words: 'Renewed' })
    expect(describeTokenEvent(first, { ...first, token: 'two', origin: 'tab' })?.words).toBe('Renewed by another tab')
  })

  it('distinguishes a failing renewal from a missing token', () => {
    expect(describeTokenEvent(first, { ...first, error })).toEqual({
      tone: 'bad',
      words: 'Renewal failed, the current token goes on: Coveo did not respond',
    })
    expect(describeTokenEvent(undefined, { status: 'error', error })?.words).toMatch(/^No token/)
  })

  it('reports nothing twice', () => {
    const failing = { ...first, error }
    expect(describeTokenEvent(failing, { ...failing })).toBeUndefined()
    expect(describeTokenEvent(failing, first)).toBeUndefined()
    expect(describeTokenEvent(first, { ...first, refreshAt: 7 })).toBeUndefined()
  })
})
