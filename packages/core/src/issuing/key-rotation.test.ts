import { describe, expect, it } from 'vitest'
import { createCoveoClient } from '../coveo/coveo-client.ts'
import { issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'

/** A token with an hour of lifetime, by a clock in milliseconds. */
function tokenAt(ms: number, name: string): string {
  const seconds = Math.floor(ms / 1_000)
  const parts = [{ alg: 'HS256' }, { iat: seconds, exp: seconds + 3_600, name }].map((part) =>
    btoa(JSON.stringify(part)),
  )
  return `${parts.join('.').replaceAll('=', '')}.signature`
}

describe('createTokenIssuer, while an API key is replaced', () => {
  it('keeps its tokens, mints with the key that Coveo accepts, and lets no other user wait', async () => {
    let accepted = 'previous'
    const sent: string[] = []
    const { tokens, clock, events } = issuerUnderTest({
      coveo: createCoveoClient({
        organizationId: 'acme',
        apiKey: ['current', 'previous'],
        onWarning: () => {},
        now: () => clock.now(),
        fetch: async (_url, init) => {
          const key = String(new Headers(init?.headers).get('authorization')).slice('Bearer '.length)
          sent.push(key)
          if (key !== accepted) return new Response('{}', { status: 401 })
          return Response.json({ token: tokenAt(clock.now(), `${sent.length}`) })
        },
      }),
    })
    const alice = await tokens.issue('alice@example.com')
    expect(alice.outcome).toBe('mint')
    accepted = 'current'
    expect((await tokens.issue('alice@example.com')).token).toBe(alice.token)
    expect((await tokens.issue('bob@example.com')).outcome).toBe('mint')
    expect((await tokens.issue('carol@example.com')).outcome).toBe('mint')
    expect(sent).toEqual(['current', 'previous', 'previous', 'current', 'current'])
    const types = events.map(({ type }) => type)
    expect(types.filter((type) => type === 'key-rotated')).toHaveLength(2)
    expect(types).not.toContain('cool-down')
    expect(types).not.toContain('failed')
  })
})
