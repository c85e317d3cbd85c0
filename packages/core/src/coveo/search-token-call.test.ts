import fc from 'fast-check'
import { describe, expect, expectTypeOf, it } from 'vitest'
import type { z } from 'zod'
import { coveoSeconds, jwtOf, responseOf } from './coveo-response.test.fixture.ts'
import { breaches, searchTokenContract } from './published-contract.test.fixture.ts'
import { parseSearchTokenResponse, searchTokenRequest } from './search-token-call.ts'
import type { SearchTokenParams, searchTokenParamsSchema } from './search-token-params.ts'

const alice = { name: 'asmith@example.com', provider: 'Email Security Provider' }
const named = fc.string({ minLength: 1 }).filter((text) => text.trim() !== '')
const texts = fc.array(fc.string())
const names = fc.string().filter((name) => name !== '__proto__')
const map = fc.dictionary(names, fc.string(), { maxKeys: 5 })

const anyParams: fc.Arbitrary<SearchTokenParams> = fc
  .record(
    {
      userIds: fc.array(
        fc.record(
          {
            name: named,
            provider: named,
            type: fc.constantFrom('User', 'Group', 'VirtualGroup', 'Unknown'),
            infos: map,
            authCookie: fc.string(),
            password: fc.string(),
          },
          { requiredKeys: ['name', 'provider'] },
        ),
        { minLength: 1 },
      ),
      userDisplayName: fc.string(),
      userGroups: texts,
      canSeeUserProfileOf: texts,
      filter: named,
      pipeline: named,
      searchHub: named,
      validFor: fc.integer({ min: 900_000, max: 86_400_000 }),
      dictionaryFieldContext: map,
      allowedDictionaryFieldKeys: fc.dictionary(names, fc.constant(['*'])),
      commerce: fc.record(
        { catalogId: fc.string(), filter: fc.string(), operation: fc.string() },
        { requiredKeys: [] },
      ),
      salesforceOrganizationId: fc.string(),
      salesforceUser: fc.string(),
      salesforceCommunityUrl: fc.string(),
      salesforceFallbackToAdmin: fc.boolean(),
      usertype: fc.string(),
      licenseDefinitionKey: fc.string(),
      superUserToken: fc.string(),
      scope: fc.integer(),
    },
    { requiredKeys: ['userIds'] },
  )
  .map((params) => {
    if (params.dictionaryFieldContext) delete params.allowedDictionaryFieldKeys
    return params as unknown as SearchTokenParams
  })

describe('searchTokenRequest', () => {
  it('posts the parameters unchanged, and always sends the organization', () => {
    const params = { userIds: [alice] as const, searchHub: 'support', validFor: 3_600_000 }
    expect(searchTokenRequest(params, 'acme')).toEqual({
      family: 'search',
      method: 'POST',
      path: '/rest/search/v2/token?organizationId=acme',
      body: params,
    })
  })

  it("sends what Coveo's published contract allows, for all parameters", () => {
    fc.assert(
      fc.property(anyParams, (params) => {
        const { body } = searchTokenRequest(params, 'acme')
        expect(breaches(JSON.parse(JSON.stringify(body)), searchTokenContract)).toEqual([])
        expect(body).toEqual(params)
      }),
    )
  })

  it('is checked by a contract that detects violations', () => {
    const broken = { userIds: [{ name: 5, type: 'Robot' }], searchhub: 'x', validFor: 1, userGroups: 'all' }
    expect(breaches(broken, searchTokenContract).sort()).toEqual([
      '$.searchhub is unknown',
      '$.userGroups is not array',
      '$.userIds[0].name is not string',
      '$.userIds[0].provider is missing',
      '$.userIds[0].type is not an allowed text',
      '$.validFor is out of range',
    ])
  })

  it.each<[string, unknown, RegExp]>([
    ['no parameters', undefined, /grant/],
    ['no identities', { userIds: [] }, /userIds: needs at least one/],
    ['an identity without a name', { userIds: [{ provider: 'p' }] }, /userIds\.0\.name/],
    [
      'an identity with an empty name',
      { userIds: [{ name: '  ', provider: 'p' }] },
      /userIds\.0\.name: must not be empty/,
    ],
    ['an identity without a provider', { userIds: [{ name: 'n' }] }, /userIds\.0\.provider/],
    ['an unknown type of identity', { userIds: [{ ...alice, type: 'Robot' }] }, /userIds\.0\.type/],
    ['a misspelt field', { userIds: [alice], searchhub: 'x' }, /searchhub/],
    ['a misspelt field of an identity', { userIds: [{ ...alice, mail: 'x' }] }, /userIds\.0.*mail/],
    ['14 minutes', { userIds: [alice], validFor: 899_999 }, /validFor: must be at least 900000 ms/],
    ['more than a day', { userIds: [alice], validFor: 86_400_001 }, /validFor: must be at most 86400000 ms/],
    ['half a millisecond', { userIds: [alice], validFor: 900_000.5 }, /validFor/],
    ['a lifetime that is text', { userIds: [alice], validFor: '3600000' }, /validFor/],
    ['NaN', { userIds: [alice], validFor: Number.NaN }, /validFor/],
    [
      'both dictionary fields',
      { userIds: [alice], dictionaryFieldContext: {}, allowedDictionaryFieldKeys: {} },
      /cannot be combined/,
    ],
    ['a dictionary key other than *', { userIds: [alice], allowedDictionaryFieldKeys: { price: ['a'] } }, /price\.0/],
    ['a name that would be dropped', { userIds: [{ ...alice, infos: JSON.parse('{"__proto__": "x"}') }] }, /__proto__/],
    ['an empty filter', { userIds: [alice], filter: '' }, /filter: must not be empty/],
  ])('throws grant-invalid that names the field for %s', (_, params, words) => {
    expect(() => searchTokenRequest(params as SearchTokenParams, 'acme')).toThrow(
      expect.objectContaining({ code: 'grant-invalid', retryable: false, message: expect.stringMatching(words) }),
    )
  })

  it('names every wrong field at once and no value', () => {
    const params = { userIds: [{ name: '', provider: 'p' }] as const, validFor: 5, secretNote: 'swordfish', filter: '' }
    expect(() => searchTokenRequest(params, 'acme')).toThrow(/userIds\.0\.name.*filter.*validFor.*secretNote/)
    expect(() => searchTokenRequest(params, 'acme')).not.toThrow(/swordfish/)
  })

  it('accepts at most 100 dictionary fields', () => {
    const fields = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`f${at}`, ['*']]))
    expect(() =>
      searchTokenRequest({ userIds: [alice], allowedDictionaryFieldKeys: fields(100) }, 'acme'),
    ).not.toThrow()
    expect(() => searchTokenRequest({ userIds: [alice], allowedDictionaryFieldKeys: fields(101) }, 'acme')).toThrow(
      /100/,
    )
  })

  it('declares its parameters as the schema parses them', () => {
    expectTypeOf<keyof SearchTokenParams>().toExtend<keyof z.output<typeof searchTokenParamsSchema>>()
    expectTypeOf<z.output<typeof searchTokenParamsSchema>>().toExtend<SearchTokenParams>()
  })
})

describe('parseSearchTokenResponse', () => {
  it('gives a token without iat a day, or the requested lifetime', () => {
    const response = responseOf({ token: jwtOf({ exp: coveoSeconds + 86_400 }) })
    expect(parseSearchTokenResponse(response, { organizationId: 'acme' }).lifetimeMs).toBe(86_400_000)
    expect(parseSearchTokenResponse(response, { organizationId: 'acme', validFor: 900_000 }).lifetimeMs).toBe(900_000)
  })
})
