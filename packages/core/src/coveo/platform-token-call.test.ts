import fc from 'fast-check'
import { describe, expect, expectTypeOf, it } from 'vitest'
import type { z } from 'zod'
import { coveoSeconds, jwtOf, responseOf } from './coveo-response.test.fixture.ts'
import { millisecondsOf } from './iso-duration.test.fixture.ts'
import { parsePlatformTokenResponse, platformTokenRequest } from './platform-token-call.ts'
import type { PlatformTokenParams, platformTokenParamsSchema } from './platform-token-params.ts'
import { breaches, platformTokenContract } from './published-contract.test.fixture.ts'

const query = { owner: 'SEARCH_API', targetDomain: 'EXECUTE_QUERY' }
const named = fc.string({ minLength: 1 }).filter((text) => text.trim() !== '')
const few = fc.constantFrom('A', 'B', '*')

const anyParams: fc.Arbitrary<PlatformTokenParams> = fc.record(
  {
    privileges: fc.array(
      fc.record(
        { owner: few, targetDomain: few, type: few, targetId: few, level: few },
        { requiredKeys: ['owner', 'targetDomain'] },
      ),
      { minLength: 1 },
    ),
    userIds: fc.array(
      fc.record(
        { name: fc.constantFrom('a', 'b'), provider: named, type: fc.constantFrom('User' as const, 'Group' as const) },
        { requiredKeys: ['name', 'provider'] },
      ),
    ),
    analytics: fc.record({ userId: fc.string(), userDisplayName: fc.string() }, { requiredKeys: [] }),
    validityPeriodMs: fc.integer({ min: 1, max: 1_000_000 }).map((seconds) => seconds * 1_000),
  },
  { requiredKeys: ['privileges'] },
)

describe('platformTokenRequest', () => {
  it('wraps the payload in body, with privileges spelled out and a day by default', () => {
    const identity = { name: 'asmith@example.com', provider: 'Email Security Provider' }
    const params = {
      privileges: [query],
      userIds: [identity],
      analytics: { userId: 'alice', userDisplayName: 'Alice' },
    }
    expect(platformTokenRequest(params, 'acme')).toEqual({
      family: 'platform',
      method: 'POST',
      path: '/rest/organizations/acme/tokens?validityPeriod=PT24H',
      body: {
        body: {
          organizationId: 'acme',
          privileges: [{ ...query, type: 'ENABLE', targetId: '*', level: 'NORMAL' }],
          additionalConfiguration: {
            search: { userIds: [{ ...identity, type: 'User' }] },
            analytics: { event: { userId: 'alice', userDisplayName: 'Alice' } },
          },
        },
      },
    })
  })

  it('omits parts that are not configured', () => {
    const { body } = platformTokenRequest({ privileges: [query] }, 'acme')
    expect(Object.keys((body as { body: object }).body)).toEqual(['organizationId', 'privileges'])
  })

  it("sends what Coveo's published contract allows, for all parameters, including repetitions", () => {
    fc.assert(
      fc.property(anyParams, (params) => {
        const request = platformTokenRequest(params, 'acme')
        expect(breaches(JSON.parse(JSON.stringify(request.body)), platformTokenContract)).toEqual([])
        const period = new URL(request.path, 'https://coveo.test').searchParams.get('validityPeriod')
        expect(millisecondsOf(period)).toBe(params.validityPeriodMs ?? 86_400_000)
      }),
    )
  })

  it('drops a privilege that is equal to another', () => {
    const { body } = platformTokenRequest({ privileges: [query, { ...query, type: 'ENABLE', targetId: '*' }] }, 'acme')
    expect((body as { body: { privileges: unknown[] } }).body.privileges).toHaveLength(1)
  })

  it.each<[string, unknown, RegExp]>([
    ['no parameters', undefined, /grant/],
    ['no privileges', { privileges: [] }, /privileges: needs at least one/],
    ['a privilege without an owner', { privileges: [{ targetDomain: 'X' }] }, /privileges\.0\.owner/],
    ['an unknown field of a privilege', { privileges: [{ ...query, target: '*' }] }, /privileges\.0.*target/],
    ['a search hub, which platform tokens cannot enforce', { privileges: [query], searchHub: 'x' }, /searchHub/],
    ['a filter', { privileges: [query], filter: 'x' }, /filter/],
    [
      'half a second',
      { privileges: [query], validityPeriodMs: 500 },
      /validityPeriodMs: must be a whole number of seconds/,
    ],
    ['no time at all', { privileges: [query], validityPeriodMs: 0 }, /validityPeriodMs/],
    [
      'more than an identity may say here',
      { privileges: [query], userIds: [{ name: 'a', provider: 'b', infos: {} }] },
      /infos/,
    ],
  ])('throws grant-invalid that names the field for %s', (_, params, words) => {
    expect(() => platformTokenRequest(params as PlatformTokenParams, 'acme')).toThrow(
      expect.objectContaining({ code: 'grant-invalid', message: expect.stringMatching(words) }),
    )
  })

  it('sends privileges that are written as text', () => {
    const privileges = ['SEARCH_API:EXECUTE_QUERY', 'USAGE_ANALYTICS:ANALYTICS_DATA:EDIT'] as const
    const { body } = platformTokenRequest({ privileges }, 'acme')
    expect(body).toMatchObject({
      body: {
        privileges: [
          { owner: 'SEARCH_API', targetDomain: 'EXECUTE_QUERY', type: 'ENABLE', targetId: '*', level: 'NORMAL' },
          { owner: 'USAGE_ANALYTICS', targetDomain: 'ANALYTICS_DATA', type: 'EDIT', targetId: '*', level: 'NORMAL' },
        ],
      },
    })
    expect(() => platformTokenRequest({ privileges: ['search:x'] }, 'acme')).toThrow(/privileges\.0: must be an object/)
  })

  it('does not change its parameters', () => {
    const params = Object.freeze({
      privileges: Object.freeze([Object.freeze({ ...query }), Object.freeze({ ...query })]),
    })
    platformTokenRequest(params, 'acme')
    expect(params.privileges).toEqual([query, query])
  })

  it('declares its parameters as the schema parses them', () => {
    expectTypeOf<keyof z.input<typeof platformTokenParamsSchema>>().toEqualTypeOf<keyof PlatformTokenParams>()
    expectTypeOf<z.input<typeof platformTokenParamsSchema>>().toExtend<PlatformTokenParams>()
  })
})

describe('parsePlatformTokenResponse', () => {
  it('reads lifetime and organization from the claims', () => {
    const token = jwtOf({ exp: coveoSeconds + 600, iat: coveoSeconds, body: { organizationId: 'acme' } })
    expect(parsePlatformTokenResponse(responseOf({ token }), { organizationId: 'acme' })).toEqual({
      token,
      remainingMs: 599_000,
      lifetimeMs: 600_000,
    })
  })

  it('gives a token without iat a day, or the requested lifetime', () => {
    const response = responseOf({ token: jwtOf({ exp: coveoSeconds + 86_400 }) })
    expect(parsePlatformTokenResponse(response, { organizationId: 'acme' }).lifetimeMs).toBe(86_400_000)
    expect(parsePlatformTokenResponse(response, { organizationId: 'acme', validityPeriodMs: 60_000 }).lifetimeMs).toBe(
      60_000,
    )
  })
})
