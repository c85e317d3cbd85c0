import { describe, expect, it } from 'vitest'
import { openEmulator } from '../testing/open-emulator.test.support.ts'

const search = '/rest/search/v2'
const base = '/rest/organizations/emulator'
const requests: [path: string, body: object | undefined, wrap?: (change: object) => object][] = [
  [search, {}],
  [`${search}/querySuggest`, {}],
  [`${search}/facet`, { field: 'source' }, (searchContext) => ({ searchContext })],
  [`${search}/plan`, {}],
  [`${search}/html`, { uniqueId: 'emulator.vpn-access' }],
  [`${search}/fields`, undefined],
  ['/rest/search/v3/passages/retrieve', { query: 'vpn' }, (change) => ({ localization: { locale: 'en', ...change } })],
  [`${base}/answer/v1/configs/any/generate`, { q: 'vpn' }],
  [`${base}/insight/v1/configs/any/search`, {}],
  [`${base}/insight/v1/configs/any/querysuggest`, {}],
  [`${base}/caseassists/any/classify`, {}],
  [`${base}/caseassists/any/documents/suggest`, {}],
]

describe.each(requests)('localization of %s', (path, body, wrap = (change) => change) => {
  it.each([
    ['timezone', 'Mars/Olympus'],
    ['locale', 'en_US'],
    ['locale', 'x y'],
  ])('rejects %s %j with a 400 that names it', async (name, value) => {
    const { send, emulator } = await openEmulator()
    const bearer = emulator.adminToken
    const change = { [name]: value }
    const reply =
      body === undefined
        ? await send(`${path}?${new URLSearchParams(change)}`, { bearer })
        : await send(path, { bearer, body: { ...body, ...wrap(change) } })
    expect([reply.status, reply.json.message]).toEqual([400, expect.stringContaining(name)])
  })
})
