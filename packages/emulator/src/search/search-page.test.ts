import { describe, expect, it } from 'vitest'
import { openEmulator } from '../../test/emulator-client.ts'
import { fieldsAnswer, planAnswer, searchError, suggestAnswer } from '../../test/published-schemas.ts'

const base = '/rest/search/v2'

describe('querySuggest', () => {
  it('completes what was typed, to queries that lead somewhere for this person', async () => {
    const { send, tokenFor } = await openEmulator()
    const ask = async (name: string, q: string, count = 10) => {
      const reply = await send(`${base}/querySuggest?organizationId=emulator`, {
        bearer: await tokenFor(name),
        body: { q, count },
      })
      return suggestAnswer.parse(reply.json).completions
    }
    const reset = await ask('anonymous', 're')
    expect(reset.map(({ expression }) => expression)).toContain('reset password')
    expect(reset[0]?.highlighted).toMatch(/^\{re\}\[/)
    const expressions = async (name: string) => (await ask(name, 'bud')).map(({ expression }) => expression)
    expect(await expressions('bjones@example.com')).toContain('budget 2026')
    expect(await expressions('anonymous')).toEqual([])
    expect(await ask('asmith@example.com', '', 4)).toHaveLength(4)
  })
})

describe('plan', () => {
  it('says how a query would be read', async () => {
    const { send, tokenFor } = await openEmulator()
    const bearer = await tokenFor('anonymous', { pipeline: 'ours' })
    const { json } = await send(`${base}/plan`, { bearer, body: { q: 'vpn', pipeline: 'theirs' } })
    expect(planAnswer.parse(json)).toMatchObject({ pipeline: 'ours', parsedInput: { basicExpression: 'vpn' } })
  })
})

describe('html', () => {
  const uniqueId = 'emulator.escalation-process'

  it('shows a document as a page, by form and by frame', async () => {
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

  it('answers 404 to those who may not find it, as if it did not exist', async () => {
    const { send, tokenFor } = await openEmulator()
    const bearer = await tokenFor('bjones@example.com')
    const hidden = await send(`${base}/html?uniqueId=${uniqueId}`, { bearer })
    const absent = await send(`${base}/html?uniqueId=emulator.nothing`, { bearer })
    expect(searchError.parse(hidden.json)).toEqual(absent.json)
    expect(hidden.status).toBe(404)
  })

  it('writes text as text', async () => {
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
    expect(fieldsAnswer.parse(json).fields.map(({ name }) => name)).toContain('@department')
  })
})
