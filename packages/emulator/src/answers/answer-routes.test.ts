import { describe, expect, it } from 'vitest'
import { impersonate, openEmulator, user } from '../testing/open-emulator.test.support.ts'
import { passagesResponse, searchError } from '../testing/published-schemas.test.support.ts'

const path = '/rest/search/v3/passages/retrieve?organizationId=emulator'
const localization = { locale: 'en-US', timezone: 'America/Montreal' }

describe('POST /rest/search/v3/passages/retrieve', () => {
  it('returns the best passages of documents that the user can access', async () => {
    const { send, tokenFor } = await openEmulator()
    const retrieve = async (name: string, extra: object = {}) => {
      const body = { query: 'How do I escalate a support case?', localization, ...extra }
      const reply = await send(path, { bearer: await tokenFor(name), body })
      return passagesResponse.parse(reply.json).items
    }
    const alice = await retrieve('asmith@example.com', { additionalFields: ['clickableuri'] })
    expect(alice).toHaveLength(5)
    expect(alice[0]?.document).toMatchObject({
      title: 'Escalation process for support cases',
      clickableuri: expect.stringMatching(/^https:/),
    })
    const scores = alice.map(({ relevanceScore }) => relevanceScore)
    expect(scores).toEqual([...scores].sort((left, right) => right - left))
    const bob = await retrieve('bjones@example.com')
    expect(bob.map(({ document }) => document.title)).not.toContain('Escalation process for support cases')
    expect(await retrieve('asmith@example.com', { maxPassages: 1 })).toHaveLength(1)
  })

  it('applies the filter of the token and of the request', async () => {
    const { send, tokenFor } = await openEmulator()
    const titles = async (filter: string, own: object = {}) => {
      const bearer = await tokenFor('asmith@example.com', { filter })
      const { json } = await send(path, {
        bearer,
        body: { query: 'gateway', localization, additionalFields: ['source'], ...own },
      })
      return passagesResponse.parse(json).items.map(({ document }) => document.source)
    }
    expect(new Set(await titles('@source=="Help Center"'))).toEqual(new Set(['Help Center']))
    expect(await titles('@source=="Help Center"', { filter: '@source=="Website"' })).toEqual([])
  })

  it("reads relative times by the emulator's clock", async () => {
    const { send, tokenFor, emulator } = await openEmulator()
    const count = async () => {
      const bearer = await tokenFor('asmith@example.com')
      const { json } = await send(path, { bearer, body: { query: 'gateway', localization, filter: '@date>today-60d' } })
      return passagesResponse.parse(json).items.length
    }
    expect(await count()).toBeGreaterThan(0)
    emulator.clock.advance(365 * 86_400_000)
    expect(await count()).toBe(0)
  })

  it('accepts a platform token with IMPERSONATE', async () => {
    const { send, mintPlatform } = await openEmulator()
    const additionalConfiguration = { search: { userIds: [user('asmith@example.com')] } }
    const { json } = await mintPlatform({ body: { privileges: [impersonate], additionalConfiguration } })
    const reply = await send(path, { bearer: json.token, body: { query: 'gateway', localization } })
    expect(passagesResponse.parse(reply.json).items.length).toBeGreaterThan(0)
  })

  it('returns a 400 that names a missing query or localization', async () => {
    const { send, tokenFor } = await openEmulator()
    const reply = await send(path, { bearer: await tokenFor('asmith@example.com'), body: {} })
    expect(reply.status).toBe(400)
    expect(searchError.parse(reply.json).message).toMatch(/query.*localization/)
  })
})

describe('POST …/v1/configs/{id}/generate', () => {
  const generatePath = '/rest/organizations/emulator/answer/v1/configs/any/generate'

  it('streams text with citations, from documents that the user can access', async () => {
    const { send, tokenFor } = await openEmulator()
    const bearer = await tokenFor('asmith@example.com')
    const reply = await send(generatePath, { bearer, body: { q: 'how to escalate a support case' } })
    expect(reply.headers.get('Content-Type')).toBe('text/event-stream')
    expect(reply.headers.get('X-Answer-Id')).toMatch(/^[0-9a-f-]{36}$/)
    const events = eventsOf(reply.text)
    expect(events[0]).toEqual(['genqa.headerMessageType', { contentFormat: 'text/plain' }])
    const text = events.map(([, payload]) => payload.textDelta ?? '').join('')
    expect(text.length).toBeGreaterThan(50)
    const citations = events.find(([type]) => type === 'genqa.citationsType')?.[1].citations
    expect(citations[0]).toMatchObject({ title: 'Escalation process for support cases', source: expect.any(String) })
    expect(events.at(-1)).toEqual(['genqa.endOfStreamType', { answerGenerated: true }])
  })

  it('uses documents that match the selected facet values only', async () => {
    const { send, tokenFor } = await openEmulator()
    const bearer = await tokenFor('asmith@example.com')
    const sources = async (facets: object[]): Promise<string[]> => {
      const { text } = await send(generatePath, { bearer, body: { q: 'gateway', facets } })
      const citations = eventsOf(text).find(([type]) => type === 'genqa.citationsType')?.[1].citations ?? []
      return citations.map(({ source }: { source: string }) => source)
    }
    const [first] = await sources([])
    const select = (state: string) => [{ field: 'source', currentValues: [{ value: first, state }] }]
    expect(new Set(await sources(select('selected')))).toEqual(new Set([first]))
    expect(await sources(select('excluded'))).not.toContain(first)
    const unknown = [{ field: 'brand', currentValues: [{ value: 'Acme', state: 'selected' }] }]
    expect((await send(generatePath, { bearer, body: { q: 'gateway', facets: unknown } })).status).toBe(400)
  })

  it('ends without text if no document matches, and rejects other credentials', async () => {
    const { send, tokenFor, emulator } = await openEmulator()
    const bearer = await tokenFor('asmith@example.com')
    const none = await send(generatePath, { bearer, body: { q: 'xyzzy' } })
    expect(eventsOf(none.text).at(-1)).toEqual(['genqa.endOfStreamType', { answerGenerated: false }])
    expect((await send(generatePath, { bearer, body: { q: '' } })).status).toBe(400)
    const { usageAnalytics } = emulator.apiKeys
    expect((await send(generatePath, { bearer: usageAnalytics, body: { q: 'vpn' } })).status).toBe(403)
  })
})

// biome-ignore lint/suspicious/noExplicitAny: payloads have a shape for each event type
function eventsOf(text: string): [string, any][] {
  const messages = [...text.matchAll(/^data: (.*)$/gm)].map(([, json = '']) => JSON.parse(json))
  return messages.map(({ payloadType, payload }) => [payloadType, JSON.parse(payload)])
}
