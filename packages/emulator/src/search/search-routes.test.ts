import { describe, expect, it } from 'vitest'
import { openEmulator } from '../testing/open-emulator.test.support.ts'
import {
  fieldsResponse,
  planResponse,
  searchError,
  suggestResponse,
} from '../testing/published-schemas.test.support.ts'

const base = '/rest/search/v2'

describe('querySuggest', () => {
  it('completes to queries with results for this caller', async () => {
    const { send, tokenFor } = await openEmulator()
    const suggest = async (name: string, q: string, count = 10) => {
      const reply = await send(`${base}/querySuggest?organizationId=emulator`, {
        bearer: await tokenFor(name),
        body: { q, count },
      })
      return suggestResponse.parse(reply.json).completions
    }
    const reset = await suggest('anonymous', 're')
    expect(reset.map(({ expression }) => expression)).toContain('reset password')
    expect(reset[0]?.highlighted).toMatch(/^\{re\}\[/)
    const expressions = async (name: string) => (await suggest(name, 'bud')).map(({ expression }) => expression)
    expect(await expressions('bjones@example.com')).toContain('budget 2026')
    expect(await expressions('anonymous')).toEqual([])
    expect(await suggest('asmith@example.com', '', 4)).toHaveLength(4)
  })
})

describe('plan', () => {
  it('returns the parsed query', async () => {
    const { send, tokenFor } = await openEmulator()
    const bearer = await tokenFor('anonymous', { pipeline: 'ours' })
    const { json } = await send(`${base}/plan`, { bearer, body: { q: 'vpn', pipeline: 'theirs' } })
    expect(planResponse.parse(json)).toMatchObject({ pipeline: 'ours', parsedInput: { basicExpression: 'vpn' } })
  })
})

describe('html', () => {
  const uniqueId = 'emulator.escalation-process'

  it('renders a document as a page, for a form and for a frame', async () => {
    const { send, tokenFor } = await openEmulator()
    const bearer = await tokenFor('asmith@example.com')
    const form = await send(`${base}/html?organizationId=emulator`, {
      bearer,
      body: new URLSearchParams({ uniqueId, q: 'escalating' }).toString(),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    })
    expect(form.headers.get('Content-Type')).toContain('text/html')
    expect(form.text).toContain('<h1>Escalation process')
    expect(form.text).toContain('<mark>Escalate</mark> a case')
    const frame = await send(`${base}/html?access_token=${bearer}&organizationId=emulator&uniqueId=${uniqueId}`)
    expect(frame.status).toBe(200)
  })

  it('returns the 404 of an absent document to a caller without access', async () => {
    const { send, tokenFor } = await openEmulator()
    const bearer = await tokenFor('bjones@example.com')
    const hidden = await send(`${base}/html?uniqueId=${uniqueId}`, { bearer })
    const absent = await send(`${base}/html?uniqueId=emulator.nothing`, { bearer })
    expect(searchError.parse(hidden.json)).toEqual(absent.json)
    expect(hidden.status).toBe(404)
  })

  it('escapes HTML in documents', async () => {
    const document = {
      id: 'odd',
      title: '<script>alert("1")</script>',
      body: 'a & b < c',
      clickUri: 'https://docs.example.com/odd',
      source: 'x',
      date: '2026-01-01',
      allowed: ['Everyone'],
    }
    const { send, tokenFor } = await openEmulator({ documents: [document] })
    const { text } = await send(`${base}/html?uniqueId=emulator.odd&q=script`, { bearer: await tokenFor('anonymous') })
    expect(text).not.toContain('<script')
    expect(text).toContain('a &amp; b &lt; c')
  })
})

describe('fields', () => {
  it('lists the fields of the index', async () => {
    const { send, tokenFor } = await openEmulator()
    const { json } = await send(`${base}/fields?organizationId=emulator`, { bearer: await tokenFor('anonymous') })
    expect(fieldsResponse.parse(json).fields.map(({ name }) => name)).toContain('@department')
  })
})
