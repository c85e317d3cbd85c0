import { describe, expect, it } from 'vitest'
import { requestDetailsScript } from './request-details-script.ts'

const { pretty, curlOf } = new Function('location', `${requestDetailsScript}; return { pretty, curlOf }`)({
  origin: 'http://127.0.0.1:4400',
}) as { pretty(value: unknown): string; curlOf(entry: object): string }

describe('the details of a request', () => {
  it('indent JSON, also where it is cut off', () => {
    const value = { results: [{ title: 'a: "b", {c}', tags: [], raw: {} }], total: 2 }
    const text = JSON.stringify(value)
    expect(pretty(text)).toBe(JSON.stringify(value, null, 2))
    expect(pretty(value)).toBe(JSON.stringify(value, null, 2))
    expect(pretty(`${text.slice(0, 30)}…`)).toBe('{\n  "results": [\n    {\n      "title": "a: \\"b\\"…')
    expect(pretty('Not found: a page')).toBe('Not found: a page')
  })

  it('have a curl command without the credential', () => {
    const entry = { method: 'POST', path: "/rest/it's", query: { a: '1' }, caller: { kind: 'token' }, body: { q: 'x' } }
    expect(curlOf(entry)).toBe(
      `curl -X POST 'http://127.0.0.1:4400/rest/it'\\''s?a=1' -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"q":"x"}'`,
    )
  })
})
