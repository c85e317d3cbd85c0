// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TokenResponse } from '../shared/endpoint-contract.ts'
import { endpoint, make, pass, startTime, stopTime } from './fake-endpoint.test.support.ts'

/** A response that the server sends now: its claims show when. */
function sentNow(user: string, { exp = 3_600, ...changes }: Partial<TokenResponse> & { exp?: number } = {}) {
  const seconds = Math.floor(Date.now() / 1_000)
  const token = `e30.${btoa(JSON.stringify({ user, iat: seconds, exp: seconds + exp }))}.sig`
  const rest = { kind: 'search', organizationId: 'acme', fingerprint: `${user}-${seconds}` } as const
  return { token, expiresIn: exp, refreshIn: 2_710, subject: user, ...rest, ...changes }
}

/** A source that holds a token of Alice's, from its first request. */
async function openPage() {
  const source = make(endpoint(() => Response.json(sentNow('alice'))))
  await source.getToken()
  return source
}

describe('createTokenSource: `isOutdated()`', () => {
  beforeEach(startTime)
  afterEach(stopTime)

  it.each(['signOut', 'renew', 'restore'] as const)(
    'returns true for a token that the server sent before %s, and false for a later one',
    async (change) => {
      const source = await openPage()
      await pass(5_000)
      const before = sentNow('alice')
      await pass(3_000)
      if (change === 'restore') window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
      else void source[change]()
      await pass(3_000)
      const after = sentNow('bob')
      await pass(3_000)
      expect([before, after].map(source.isOutdated)).toEqual([true, false])
    },
  )

  it('returns true for a token that the server sent before the last one, although its user is another one', async () => {
    const before = sentNow('bob')
    await pass(5_000)
    const source = await openPage()
    await pass(5_000)
    const after = sentNow('bob')
    await pass(5_000)
    expect([before, after].map(source.isOutdated)).toEqual([true, false])
  })

  it('counts the same token by the lifetime that it has left', async () => {
    const source = await openPage()
    const sent = sentNow('alice')
    source.restart(sent)
    source.getSnapshot()
    await pass(10_000)
    source.signOut()
    expect([3_595, 3_585].map((expiresIn) => source.isOutdated({ ...sent, expiresIn }))).toEqual([true, false])
  })

  it('returns false where the age is unknown, and for no token', async () => {
    const source = await openPage()
    const opaque = { ...sentNow('alice'), token: 'opaque', fingerprint: 'opaque' }
    source.signOut()
    expect([opaque, null, undefined].map(source.isOutdated)).toEqual([false, false, false])
    expect(make(endpoint()).isOutdated(sentNow('alice'))).toBe(false)
  })
})
