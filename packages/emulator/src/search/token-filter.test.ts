import { describe, expect, it } from 'vitest'
import { openEmulator } from '../testing/open-emulator.test.support.ts'

const filter = '@source==Website'

async function open(extra: object = { filter }) {
  const opened = await openEmulator()
  const bearer = await opened.tokenFor('asmith@example.com', extra)
  const post = async (path: string, body: object) =>
    (await opened.send(`/rest/search/v2${path}?organizationId=emulator`, { bearer, body })).json
  return { ...opened, post, bearer }
}

describe('the filter of a search token', () => {
  it.each([{}, { searchContext: {} }])('limits the values of a facet search: %j', async (context) => {
    const { post } = await open()
    const { values } = await post('/facet', { field: 'source', ...context })
    expect(values.map(({ rawValue }: { rawValue: string }) => rawValue)).toEqual(['Website'])
  })

  it('limits the documents of a quick view', async () => {
    const everything = await open({})
    const { results } = await everything.post('', { aq: 'NOT @source==Website' })
    const { send, bearer, post } = await open()
    const path = '/rest/search/v2/html?organizationId=emulator'
    const view = async (uniqueId: string) => (await send(path, { bearer, body: { uniqueId } })).status
    expect(await view(results[0].uniqueId)).toBe(404)
    const inside = await post('', {})
    expect(await view(inside.results[0].uniqueId)).toBe(200)
  })

  it('limits the titles in suggestions', async () => {
    const all = await open({})
    const [hidden] = (await all.post('', { aq: 'NOT @source==Website' })).results
    const q = hidden.title.toLowerCase()
    const expressions = ({ completions }: { completions: { expression: string }[] }) =>
      completions.map(({ expression }) => expression)
    expect(expressions(await all.post('/querySuggest', { q }))).toContain(q)
    const { post } = await open()
    expect(expressions(await post('/querySuggest', { q }))).not.toContain(q)
  })
})

describe('the quick view', () => {
  it('accepts the primary id of a result', async () => {
    const { post, send, bearer } = await open({})
    const [result] = (await post('', { q: 'gateway' })).results
    const path = `/rest/search/v2/html?organizationId=emulator&primaryId=${result.primaryid}`
    const { status, text } = await send(path, { bearer })
    expect([status, text]).toEqual([200, expect.stringContaining(result.title)])
  })
})
