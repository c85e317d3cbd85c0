import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { executeQuery, impersonate, monday, openEmulator, user } from '../testing/open-emulator.test.support.ts'
import { certificates, platformError, tokenResponse } from '../testing/published-schemas.test.support.ts'

const alice = user('asmith@example.com')
const request = {
  body: {
    organizationId: 'emulator',
    privileges: [impersonate],
    additionalConfiguration: { search: { userIds: [alice] }, analytics: { event: { userId: 'u1' } } },
  },
}

describe('POST /rest/organizations/{org}/tokens', () => {
  it('creates a token that verifies with the published keys', async () => {
    const { mintPlatform, send } = await openEmulator()
    const reply = await mintPlatform(request)
    expect(reply.status).toBe(200)
    const { token } = tokenResponse.parse(reply.json)
    const keys = certificates.parse((await send('/rest/tokens/certificates')).json)
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys), { currentDate: new Date(monday) })
    expect(payload).toEqual({
      version: 1,
      body: request.body,
      tokenId: expect.any(String),
      jti: payload.tokenId,
      iss: expect.any(String),
      iat: monday / 1000,
      exp: monday / 1000 + 86_400,
    })
    expect(decodeProtectedHeader(token).kid).toBe(keys.keys[0]?.kid)
  })

  it.each([
    ['PT1H', 3600],
    ['P1D', 86_400],
    ['P1DT1S', 86_401],
  ])('has the lifetime of a validityPeriod of %s', async (validityPeriod, seconds) => {
    const { mintPlatform } = await openEmulator()
    const { json } = await mintPlatform(request, { validityPeriod })
    const { exp, iat } = decodeJwt(json.token)
    expect(Number(exp) - Number(iat)).toBe(seconds)
  })

  it('has a lifetime of 24 hours without a validityPeriod', async () => {
    const { send, emulator } = await openEmulator()
    const bearer = emulator.apiKeys.authenticatedSearch
    const { json } = await send('/rest/organizations/emulator/tokens', { bearer, body: request })
    expect(decodeJwt(json.token).exp).toBe(monday / 1000 + 86_400)
  })

  it.each(['PT0S', '24h', 'P', '3600'])('returns 400 for a validityPeriod of %s', async (validityPeriod) => {
    const { mintPlatform } = await openEmulator()
    const reply = await mintPlatform(request, { validityPeriod })
    expect(reply.status).toBe(400)
    expect(platformError.parse(reply.json).errorCode).toBe('INVALID_VALIDITY_PERIOD')
  })

  it('returns 400 for a payload outside of body', async () => {
    const { mintPlatform } = await openEmulator()
    const reply = await mintPlatform(request.body)
    expect(reply.status).toBe(400)
    expect(platformError.parse(reply.json).message).toContain('body')
  })

  it('rejects privileges that the key does not hold', async () => {
    const { mintPlatform, emulator } = await openEmulator()
    const { anonymousSearch, organizationView } = emulator.apiKeys
    const reply = await mintPlatform({ body: { privileges: [impersonate] } }, { bearer: anonymousSearch })
    expect(reply.status).toBe(401)
    expect(platformError.parse(reply.json)).toMatchObject({ errorCode: 'UNAUTHORIZED' })
    expect((await mintPlatform(request, { bearer: organizationView })).status).toBe(401)
    emulator.settings.update({ missingPrivilegeStatus: 403 })
    expect((await mintPlatform(request, { bearer: organizationView })).json.errorCode).toBe('ACCESS_DENIED')
  })

  it('rejects userIds without IMPERSONATE in the token, unless userIdsRequireImpersonate is off', async () => {
    const { mintPlatform, emulator } = await openEmulator({ settings: { authenticatedSearchQueries: true } })
    const body = { privileges: [executeQuery], additionalConfiguration: { search: { userIds: [alice] } } }
    const rejected = await mintPlatform({ body })
    expect(rejected.status).toBe(403)
    expect(platformError.parse(rejected.json).message).toContain('SEARCH_API:IMPERSONATE')
    expect((await mintPlatform({ body: { privileges: [executeQuery] } })).status).toBe(200)
    emulator.settings.update({ userIdsRequireImpersonate: false })
    expect((await mintPlatform({ body })).status).toBe(200)
  })

  it('rejects EXECUTE_QUERY for the authenticated search key, unless authenticatedSearchQueries is on', async () => {
    const { mintPlatform, emulator } = await openEmulator()
    expect((await mintPlatform({ body: { privileges: [executeQuery] } })).status).toBe(401)
    emulator.settings.update({ authenticatedSearchQueries: true })
    expect((await mintPlatform({ body: { privileges: [executeQuery] } })).status).toBe(200)
  })

  it('returns the 400 of a wrong region, which names the allowed one', async () => {
    const { mintPlatform } = await openEmulator({ settings: { region: 'eu' } })
    const reply = await mintPlatform(request)
    expect(reply.status).toBe(400)
    expect(platformError.parse(reply.json)).toMatchObject({
      errorCode: 'INVALID_REQUEST',
      message:
        "Organization: 'emulator' does not accept requests in current region 'us-east-1'. Allowed region(s): '[eu-west-1]'.",
    })
  })

  it('requires an impersonating key for userIds', async () => {
    const { mintPlatform, emulator } = await openEmulator()
    const bearer = emulator.apiKeys.anonymousSearch
    expect((await mintPlatform({ body: { privileges: [executeQuery] } }, { bearer })).status).toBe(200)
    expect((await mintPlatform(request, { bearer })).status).toBe(401)
  })

  it('accepts a platform token as caller only with platformTokensMayMint', async () => {
    const { mintPlatform, emulator } = await openEmulator()
    const { json } = await mintPlatform({ body: { privileges: [impersonate] } })
    expect((await mintPlatform(request, { bearer: json.token })).status).toBe(403)
    emulator.settings.update({ platformTokensMayMint: true })
    expect((await mintPlatform(request, { bearer: json.token })).status).toBe(200)
  })

  it('returns 404 for another organization, in the path and in the payload', async () => {
    const { send, mintPlatform, emulator } = await openEmulator()
    const bearer = emulator.apiKeys.authenticatedSearch
    expect((await send('/rest/organizations/other/tokens', { bearer, body: request })).status).toBe(404)
    const reply = await mintPlatform({ body: { ...request.body, organizationId: 'other' } })
    expect(platformError.parse(reply.json).errorCode).toBe('ORGANIZATION_DOES_NOT_EXIST')
  })
})
