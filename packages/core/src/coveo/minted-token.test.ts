import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coveoSeconds, jwtOf, type ResponseOptions, responseOf } from './coveo-response.test.fixture.ts'
import { parseMintedTokenResponse } from './minted-token.ts'

const hour = 3_600
const fresh = { exp: coveoSeconds + hour, iat: coveoSeconds, organization: 'acme' }

function parse(body: unknown, options?: ResponseOptions) {
  return parseMintedTokenResponse(responseOf(body, options), { organizationId: 'acme', requestedMs: hour * 1_000 })
}

function parseClaims(claims: Record<string, unknown>, options?: ResponseOptions) {
  return parse({ token: jwtOf(claims) }, options)
}

/** The warnings about a token with these claims, requested for these identities. */
function warningsOf(claims: Record<string, unknown>, userIds?: { name: string }[]): string[] {
  const warnings: string[] = []
  const warn = (warning: string) => warnings.push(warning)
  const response = responseOf({ token: jwtOf(claims) })
  parseMintedTokenResponse(response, { organizationId: 'acme', requestedMs: hour * 1_000, userIds, warn })
  return warnings
}

describe('parseMintedTokenResponse', () => {
  it("measures the remaining lifetime by Coveo's clock, never rounded up", () => {
    expect(parseClaims(fresh)).toEqual({
      token: jwtOf(fresh),
      remainingMs: hour * 1_000 - 1_000,
      lifetimeMs: hour * 1_000,
    })
  })

  it('subtracts the duration of the call', () => {
    expect(parseClaims(fresh, { elapsedMs: 800 }).remainingMs).toBe(hour * 1_000 - 1_800)
  })

  it('subtracts the time that the response spent in a cache', () => {
    const headers = (age: string) => ({ headers: { age } })
    // The second form is that of two caches, each with a header.
    for (const age of ['600', '600, 10']) {
      expect(parseClaims(fresh, headers(age)).remainingMs).toBe(hour * 1_000 - 601_000)
    }
    for (const wrong of ['no number', '-600']) {
      expect(parseClaims(fresh, headers(wrong)).remainingMs).toBe(hour * 1_000 - 1_000)
    }
    expect(() => parseClaims(fresh, headers(String(hour)))).toThrow('already expired')
  })

  it('does not depend on the local clock', () => {
    for (const receivedAt of [0, coveoSeconds * 2_000]) {
      expect(parseClaims(fresh, { receivedAt }).remainingMs).toBe(hour * 1_000 - 1_000)
    }
  })

  it.each(['', 'yesterday', '1', '2026-08-04T10:00:00Z'])('falls back to iat when the Date header is %j', (date) => {
    expect(parseClaims(fresh, { headers: { date }, receivedAt: 0 }).remainingMs).toBe(hour * 1_000 - 1_000)
  })

  it('falls back to the local clock without Date and iat', () => {
    const { exp } = fresh
    const receivedAt = (exp - 600) * 1_000
    expect(parseClaims({ exp }, { headers: { date: '' }, receivedAt }).remainingMs).toBe(600_000)
  })

  it('limits the lifetime to the requested one if only the token states the time', () => {
    for (const iat of [1, coveoSeconds - 1_000_000, coveoSeconds + 10 * hour]) {
      const claims = { exp: coveoSeconds + 20 * hour, iat }
      expect(parseClaims(claims, { headers: { date: '' } }).remainingMs).toBe(hour * 1_000)
    }
  })

  it('does not extend the lifetime for a Date header in the past', () => {
    const { remainingMs, lifetimeMs } = parseClaims(fresh, { headers: { date: 'Thu, 01 Jan 1970 00:00:00 GMT' } })
    expect(remainingMs).toBe(lifetimeMs)
  })

  it('ignores an impossible iat', () => {
    for (const iat of ['today', null, -1, coveoSeconds * 1_000]) {
      expect(parseClaims({ ...fresh, iat })).toMatchObject({
        remainingMs: hour * 1_000 - 1_000,
        lifetimeMs: hour * 1_000,
      })
    }
  })

  it.each([
    ['opaque', 'not a JSON web token'],
    ['a.b.c', 'not a JSON web token'],
    [jwtOf({ organization: 'acme' }), 'no expiry'],
    [jwtOf({ ...fresh, filter: 'x'.repeat(65_536) }), 'more than 65536 bytes: shorten the grant'],
  ])('throws coveo-bad-response for the token %.20s', (token, words) => {
    expect(() => parse({ token })).toThrow(
      expect.objectContaining({ code: 'coveo-bad-response', retryable: true, message: expect.stringContaining(words) }),
    )
  })

  it('warns of a token that is too long for a header', () => {
    expect(warningsOf({ ...fresh, filter: 'x'.repeat(8_192) })).toEqual([expect.stringContaining('8 kB')])
    expect(warningsOf({ ...fresh, filter: 'x'.repeat(4_096) })).toEqual([])
  })

  it('warns of a token that names other identities than the grant', () => {
    const userIds = [{ name: 'asmith@example.com' }]
    const admin = [{ name: 'admin@example.com', provider: 'Email Security Provider', type: 'User' }]
    const inBody = { additionalConfiguration: { search: { userIds: admin } } }
    for (const claims of [{ userIds: admin }, { body: inBody }]) {
      const warnings = warningsOf({ ...fresh, ...claims }, userIds)
      expect(warnings).toEqual([expect.stringContaining('other identities')])
      expect(warnings.join()).not.toContain('admin')
    }
    const same = [{ name: 'ASmith@Example.com' }, { name: 'all-staff' }]
    for (const claims of [{ userIds: same }, { userIds: [] }, {}, { userIds: 'text' }, { body: null }]) {
      expect(warningsOf({ ...fresh, ...claims }, userIds)).toEqual([])
    }
  })

  describe('with several identities', () => {
    const userIds = [{ name: 'asmith@example.com' }, { name: 'All Staff' }]
    const own = [{ name: 'ASmith@Example.com' }, { name: 'all staff' }]

    it.each([
      { userIds: [{ name: 'bjones@example.com' }, { name: 'All Staff' }] },
      { userIds: [{}] },
      { userIds: [null] },
      { userIds: [{ name: { toString: 1, valueOf: 1 } }] },
    ])('warns of a token that names only some of them: %j', (claims) => {
      expect(warningsOf({ ...fresh, ...claims }, userIds)).toEqual([expect.stringContaining('other identities')])
    })

    it.each([
      { userIds: own },
      { userIds: [...own, { name: 'more' }] },
      { body: { additionalConfiguration: null } },
      { body: { additionalConfiguration: { search: { userIds: own } } } },
    ])('accepts a token that names all of them in any form, or none: %j', (claims) => {
      expect(warningsOf({ ...fresh, ...claims }, userIds)).toEqual([])
    })
  })

  it('accepts unknown fields and claims', () => {
    expect(parse({ token: jwtOf({ ...fresh, v8: true, roles: [1] }), more: {} }).lifetimeMs).toBe(hour * 1_000)
  })

  it.each([
    ['HTML', '<!doctype html><html></html>', 'an HTML or XML body'],
    ['an empty body', '  ', 'an empty body'],
    ['cut JSON', '{"token": "ab', 'another kind of body'],
    ['no token', {}, 'token'],
    ['an empty token', { token: '' }, 'token'],
    ['a token that is not text', { token: 5 }, 'token'],
    ['a token that does not fit into a header', { token: 'a\r\nSet-Cookie: b' }, 'token'],
    ['a token with blanks', { token: 'a b' }, 'token'],
    ['null', 'null', 'the whole body'],
    ['a list', [], 'the whole body'],
  ])('throws coveo-bad-response for %s', (_, body, words) => {
    expect(() => parse(body)).toThrow(
      expect.objectContaining({ code: 'coveo-bad-response', message: expect.stringContaining(words) }),
    )
  })

  it.each([
    ['already expired', { ...fresh, exp: coveoSeconds - 1 }, 'expired'],
    ['expiring within the second', { ...fresh, exp: coveoSeconds + 1 }, 'expired'],
    ['expired before it was issued', { ...fresh, iat: fresh.exp + 1 }, 'expired'],
    ['with an exp in milliseconds', { ...fresh, exp: fresh.exp * 1_000 }, 'milliseconds'],
    ['with an exp that is text', { ...fresh, exp: String(fresh.exp) }, 'not a number'],
    ['with a negative exp', { ...fresh, exp: -5 }, 'not a number'],
  ])('throws coveo-bad-response for a token %s', (_, claims, words) => {
    expect(() => parseClaims(claims)).toThrow(
      expect.objectContaining({ code: 'coveo-bad-response', retryable: true, message: expect.stringContaining(words) }),
    )
  })

  it.each([
    ['search', { ...fresh, organization: 'other' }],
    ['platform', { exp: fresh.exp, body: { organizationId: 'other' } }],
  ])('throws coveo-wrong-organization for a %s token of another organization', (_, claims) => {
    expect(() => parseClaims(claims)).toThrow(
      expect.objectContaining({ code: 'coveo-wrong-organization', retryable: false }),
    )
  })

  it('accepts a token without an organization, or with the right one in either place', () => {
    const { exp, iat } = fresh
    for (const claims of [
      { exp, iat },
      { exp, iat, body: { organizationId: 'acme' } },
      { exp, iat, body: 'text' },
    ]) {
      expect(parseClaims(claims).lifetimeMs).toBe(hour * 1_000)
    }
  })

  it('includes no token in an error', () => {
    const token = jwtOf({ ...fresh, organization: 'other' })
    const error = caught(() => parse({ token }))
    expect(`${error} ${JSON.stringify(error)} ${String((error as Error).cause)}`).not.toContain(token.slice(0, 12))
  })

  it('is never optimistic, for every fraction of a second and every duration of the call', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999 }),
        fc.integer({ min: 0, max: 4_000 }),
        fc.nat(1_000),
        fc.integer({ min: 900, max: 86_400 }),
        (fraction, wayBack, wayThere, life) => {
          const mintedAt = coveoSeconds * 1_000 + fraction
          const truth = (coveoSeconds + life) * 1_000 - (mintedAt + wayBack)
          const claims = { exp: coveoSeconds + life, iat: coveoSeconds }
          const minted = parseClaims(claims, { elapsedMs: wayThere + wayBack })
          expect(minted.remainingMs).toBeLessThanOrEqual(truth)
          expect(minted.remainingMs).toBeGreaterThanOrEqual(truth - 1_000 - wayThere)
        },
      ),
    )
  })
})

function caught(act: () => unknown): unknown {
  try {
    act()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}
