import { describe, expect, it } from 'vitest'
import { impersonate, monday, openEmulator, user } from '../testing/open-emulator.test.support.ts'
import {
  analyticsError,
  expiredTokenError,
  platformError,
  searchError,
} from '../testing/published-schemas.test.support.ts'

const hour = 3_600_000

describe('an expired token', () => {
  it("returns 419 for a search token, by the emulator's clock", async () => {
    const { search, tokenFor, emulator } = await openEmulator()
    const token = await tokenFor('asmith@example.com', { validFor: hour })
    emulator.clock.advance(hour - 1000)
    expect((await search(token)).status).toBe(200)
    emulator.clock.advance(1000)
    const reply = await search(token)
    expect(reply.status).toBe(419)
    expect(expiredTokenError.parse(reply.json).statusCode).toBe(419)
    expect(reply.headers.get('Date')).toBe(new Date(monday + hour).toUTCString())
  })

  it('returns 401 for a search token with expiredTokenStatus 401', async () => {
    const { search, tokenFor, emulator } = await openEmulator({ settings: { expiredTokenStatus: 401 } })
    const token = await tokenFor('asmith@example.com')
    emulator.clock.advance(24 * hour)
    expect(expiredTokenError.parse((await search(token)).json).statusCode).toBe(401)
  })

  it('returns 401 for a platform token, from search and platform routes', async () => {
    const { search, send, mintPlatform, emulator } = await openEmulator()
    const { token } = (await mintPlatform({ body: { privileges: [impersonate] } }, { validityPeriod: 'PT1H' })).json
    emulator.clock.advance(hour)
    expect((await search(token)).status).toBe(401)
    const reply = await send('/rest/organizations/emulator/privileges/me', { bearer: token })
    expect(platformError.parse(reply.json).errorCode).toBe('INVALID_TOKEN')
  })

  it('returns 400 with an analytics error type in legacy analytics', async () => {
    const { send, tokenFor, emulator } = await openEmulator()
    const token = await tokenFor('asmith@example.com')
    emulator.clock.advance(24 * hour)
    const reply = await send(`/rest/v15/analytics/click?access_token=${token}`, { body: {} })
    expect([reply.status, analyticsError.parse(reply.json).type]).toEqual([400, 'InvalidToken'])
    expect(reply.json.message).toBe('The provided token is not a valid token.')
  })

  it('expires after tokenLifeMs when that is set', async () => {
    const { search, tokenFor, emulator } = await openEmulator()
    emulator.settings.update({ tokenLifeMs: 5000 })
    const token = await tokenFor('asmith@example.com', { validFor: hour })
    emulator.clock.advance(4000)
    expect((await search(token)).status).toBe(200)
    emulator.clock.advance(1000)
    expect((await search(token)).status).toBe(419)
  })
})

describe('revoke', () => {
  it('rejects that token alone with 401', async () => {
    const { search, tokenFor, emulator } = await openEmulator()
    const [one, other] = [await tokenFor('asmith@example.com'), await tokenFor('asmith@example.com')]
    emulator.revoke(one)
    expect(searchError.parse((await search(one)).json)).toMatchObject({ statusCode: 401, errorCode: 'UNAUTHORIZED' })
    expect((await search(other)).status).toBe(200)
  })

  it('rejects API keys too', async () => {
    const { mint, emulator } = await openEmulator()
    emulator.revoke(emulator.apiKeys.authenticatedSearch)
    expect((await mint({ userIds: [user('asmith@example.com')] })).status).toBe(401)
  })
})

describe('a forged token', () => {
  it('returns 401 for any change', async () => {
    const { search, tokenFor } = await openEmulator()
    const other = await openEmulator()
    const token = await tokenFor('asmith@example.com')
    const [header, claims, signature] = token.split('.')
    const changed = Buffer.from(JSON.stringify({ userIds: [user('bjones@example.com')], organization: 'emulator' }))
    const none = Buffer.from('{"alg":"none"}').toString('base64url')
    const forged = [
      `${header}.${changed.toString('base64url')}.${signature}`,
      `${none}.${claims}.${signature}`,
      `${none}.${claims}.`,
      await other.tokenFor('asmith@example.com'),
      'xx-not-a-key',
      '..',
    ]
    for (const bearer of forged) expect((await search(bearer)).status).toBe(401)
  })

  it.each(['', 'A', 'AAAA', '!', 'A'.repeat(86)])(
    'returns 401 for the signature %j of a platform token',
    async (bad) => {
      const { search, mintPlatform } = await openEmulator()
      const { json } = await mintPlatform({ body: { privileges: [impersonate] } })
      const [header, claims, signature] = String(json.token).split('.')
      expect(signature).toMatch(/^[\w-]{86}$/)
      expect((await search(`${header}.${claims}.${bad}`)).status).toBe(401)
    },
  )
})
