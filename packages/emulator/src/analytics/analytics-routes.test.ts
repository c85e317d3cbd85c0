import { describe, expect, it } from 'vitest'
import { openEmulator } from '../testing/open-emulator.test.support.ts'
import { eventsResponse, platformError } from '../testing/published-schemas.test.support.ts'

const events = '/rest/organizations/emulator/events/v1'

describe('events/v1', () => {
  it('accepts each event, with the token in the header or in the query', async () => {
    const { send, tokenFor } = await openEmulator()
    const token = await tokenFor('asmith@example.com')
    const list = await send(events, { bearer: token, body: [{ a: 1 }, { b: 2 }] })
    expect(eventsResponse.parse(list.json).events).toHaveLength(2)
    const beacon = await send(`${events}?access_token=${token}`, {
      body: '{"a":1}',
      headers: { 'Content-Type': 'text/plain' },
    })
    expect(eventsResponse.parse(beacon.json).events).toHaveLength(1)
    expect((await send(`${events}/validate`, { bearer: token, body: [{}] })).json).toEqual([
      { valid: true, errors: [] },
    ])
    const one = await send(`${events}/analytics/click/validate`, { bearer: token, body: {} })
    expect(one.json).toEqual({ valid: true, errors: [] })
  })

  it('rejects a key without the privilege, and a body without events', async () => {
    const { send, emulator } = await openEmulator()
    const { organizationView, usageAnalytics } = emulator.apiKeys
    const refused = await send(events, { bearer: organizationView, body: [{}] })
    expect(refused.status).toBe(401)
    platformError.parse(refused.json)
    expect((await send(events, { bearer: usageAnalytics, body: ['text'] })).status).toBe(400)
  })
})

describe('legacy analytics', () => {
  it('returns a visit, for JSON and for the form of a beacon', async () => {
    const { send, tokenFor } = await openEmulator()
    const token = await tokenFor('asmith@example.com')
    const visit = { visitId: expect.any(String), visitorId: 'me' }
    for (const path of ['/rest/v15/analytics/click', '/rest/ua/v15/analytics/custom', '/rest/v15/analytics/collect']) {
      expect((await send(`${path}?visitor=me`, { bearer: token, body: {} })).json).toEqual(visit)
    }
    const form = await send(`/rest/v15/analytics/view?visitor=me&access_token=${token}`, {
      body: 'viewEvent=%7B%7D',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    })
    expect(form.json).toEqual(visit)
    expect((await send('/rest/v15/analytics/dance', { bearer: token, body: {} })).status).toBe(400)
  })
})
