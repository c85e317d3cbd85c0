import { decodeJwt, decodeProtectedHeader } from 'jose'
import { describe, expect, it } from 'vitest'
import { monday, openEmulator, user } from '../testing/open-emulator.test.support.ts'
import { searchError, tokenResponse } from '../testing/published-schemas.test.support.ts'

const alice = user('asmith@example.com')

describe('POST /rest/search/v2/token', () => {
  it('creates a token with the claims of a search token', async () => {
    const { mint } = await openEmulator()
    const reply = await mint({
      userIds: [alice],
      searchHub: 'support',
      pipeline: 'p',
      filter: '@source=="x"',
      validFor: 900_000,
    })
    expect(reply.status).toBe(200)
    const { token } = tokenResponse.parse(reply.json)
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS256' })
    expect(decodeJwt(token)).toEqual({
      userIds: [alice],
      searchHub: 'support',
      pipeline: 'p',
      filter: '@source=="x"',
      organization: 'emulator',
      roles: ['queryExecutor'],
      v8: true,
      tokenId: expect.stringMatching(/^[a-z2-7]{26}$/),
      iss: 'SearchApi',
      iat: monday / 1000,
      exp: monday / 1000 + 900,
    })
  })

  it('has a lifetime of 24 hours and the identity type User by default', async () => {
    const { mint } = await openEmulator()
    const { json } = await mint({ userIds: [{ name: 'a@example.com', provider: 'Email Security Provider' }] })
    const claims = decodeJwt(json.token)
    expect(Number(claims.exp) - Number(claims.iat)).toBe(86_400)
    expect(claims.userIds).toEqual([user('a@example.com')])
  })

  it('keeps the order of userIds: alert mail goes to the first', async () => {
    const { mint } = await openEmulator()
    const userIds = [user('b@example.com'), user('a@example.com'), user('c@example.com')]
    expect(decodeJwt((await mint({ userIds })).json.token).userIds).toEqual(userIds)
  })

  it('is available under /rest/search/token', async () => {
    const { send, emulator } = await openEmulator()
    const body = { userIds: [alice] }
    const reply = await send('/rest/search/token', { bearer: emulator.apiKeys.authenticatedSearch, body })
    expect(tokenResponse.safeParse(reply.json).success).toBe(true)
  })

  it('is available under v3, and without the organization in the query', async () => {
    const { send, emulator } = await openEmulator()
    const body = { userIds: [alice] }
    const reply = await send('/rest/search/v3/token', { bearer: emulator.apiKeys.authenticatedSearch, body })
    expect(tokenResponse.safeParse(reply.json).success).toBe(true)
  })

  it('never creates the same token twice', async () => {
    const { tokenFor } = await openEmulator()
    expect(await tokenFor('a@example.com')).not.toBe(await tokenFor('a@example.com'))
  })

  it.each(['anonymousSearch', 'usageAnalytics', 'organizationView'] as const)(
    'rejects the %s key with 403',
    async (name) => {
      const { mint, emulator } = await openEmulator()
      const reply = await mint({ userIds: [alice] }, emulator.apiKeys[name])
      expect(reply.status).toBe(403)
      expect(searchError.parse(reply.json)).toMatchObject({
        statusCode: 403,
        errorCode: 'FORBIDDEN',
        type: 'AccessDeniedException',
        message: 'Access Denied',
      })
    },
  )

  it('rejects a key without IMPERSONATE before it reads the body', async () => {
    const { send, emulator } = await openEmulator()
    const bearer = emulator.apiKeys.anonymousSearch
    expect((await send('/rest/search/v2/token', { bearer, body: '{"userIds":' })).status).toBe(403)
  })

  it('names the dictionary field context enforcedDictionaryFieldContext, and puts v8 first', async () => {
    const { mint } = await openEmulator()
    const { json } = await mint({ userIds: [alice], dictionaryFieldContext: { price: 'eur' } })
    const claims = decodeJwt(json.token)
    expect(Object.keys(claims)).toEqual([
      'v8',
      'enforcedDictionaryFieldContext',
      'tokenId',
      'organization',
      'userIds',
      'roles',
      'iss',
      'exp',
      'iat',
    ])
    expect(claims.enforcedDictionaryFieldContext).toEqual({ price: 'eur' })
  })

  it('rejects a search token', async () => {
    const { mint, tokenFor } = await openEmulator()
    const reply = await mint({ userIds: [alice] }, await tokenFor('asmith@example.com'))
    expect(reply.status).toBe(403)
  })

  it('returns 401 without a key and for an unknown one', async () => {
    const { send, mint } = await openEmulator()
    const without = await send('/rest/search/v2/token', { body: { userIds: [alice] } })
    const strange = await mint({ userIds: [alice] }, 'xx00000000-0000-4000-8000-000000000000')
    for (const reply of [without, strange]) {
      expect(reply.status).toBe(401)
      expect(searchError.parse(reply.json)).toMatchObject({ statusCode: 401, errorCode: 'UNAUTHORIZED' })
    }
  })

  it('returns 404 for another organization', async () => {
    const { send, emulator } = await openEmulator()
    const bearer = emulator.apiKeys.authenticatedSearch
    const reply = await send('/rest/search/v2/token?organizationId=other', { bearer, body: { userIds: [alice] } })
    expect(reply.status).toBe(404)
    expect(searchError.parse(reply.json).errorCode).toBe('ORGANIZATION_DOES_NOT_EXIST')
  })

  it.each([
    ['no userIds', {}, 'userIds'],
    ['an empty list of userIds', { userIds: [] }, 'at least one'],
    ['a userId without provider', { userIds: [{ name: 'a' }] }, 'userIds.0.provider'],
    ['an unknown type of identity', { userIds: [{ ...alice, type: 'Robot' }] }, 'userIds.0.type'],
    ['validFor below 15 minutes', { userIds: [alice], validFor: 899_999 }, 'validFor'],
    ['validFor above 24 hours', { userIds: [alice], validFor: 86_400_001 }, 'validFor'],
    ['validFor in seconds', { userIds: [alice], validFor: 3600 }, 'milliseconds'],
    ['validFor as text', { userIds: [alice], validFor: '3600000' }, 'validFor'],
    ['a filter that does not parse', { userIds: [alice], filter: '@source==' }, 'expression'],
    [
      'two ways to narrow dictionary fields',
      { userIds: [alice], dictionaryFieldContext: { a: 'b' }, allowedDictionaryFieldKeys: { a: ['*'] } },
      'exclude each other',
    ],
    ['a list instead of an object', [alice], 'object'],
  ])('returns 400 for %s', async (_, body, words) => {
    const { mint } = await openEmulator()
    const reply = await mint(body)
    expect(reply.status).toBe(400)
    expect(searchError.parse(reply.json).message).toContain(words)
  })

  it('names every problem in one response', async () => {
    const { mint } = await openEmulator()
    const { json } = await mint({ userIds: [], validFor: 1, searchHub: 7 })
    expect(json.message).toMatch(/userIds.*searchHub.*validFor/)
  })

  it('returns 400 for a broken body, 413 for a large one and 415 for a form', async () => {
    const { send, emulator } = await openEmulator()
    const bearer = emulator.apiKeys.authenticatedSearch
    const post = (body: string, type = 'application/json') =>
      send('/rest/search/v2/token', { bearer, body, headers: { 'Content-Type': type } })
    expect((await post('{"userIds":')).json.errorCode).toBe('INVALID_JSON')
    expect((await post('userIds=a', 'application/x-www-form-urlencoded')).status).toBe(415)
    const large = await post(JSON.stringify({ padding: 'x'.repeat(1_100_000) }))
    expect(large.status).toBe(413)
    expect(searchError.parse(large.json).errorCode).toBe('REQUEST_TOO_LARGE')
  })
})
