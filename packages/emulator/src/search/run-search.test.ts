import { describe, expect, it } from 'vitest'
import { executeQuery, impersonate, openEmulator, user } from '../testing/open-emulator.test.support.ts'
import { searchError, searchResponse } from '../testing/published-schemas.test.support.ts'

const titles = (json: { results: { title: string }[] }) => json.results.map(({ title }) => title)

async function openAs(name: string, extra: object = {}) {
  const opened = await openEmulator()
  const token = await opened.tokenFor(name, extra)
  return {
    ...opened,
    token,
    async find(request: object = {}) {
      const reply = await opened.search(token, { numberOfResults: 100, ...request })
      expect(reply.status).toBe(200)
      searchResponse.parse(reply.json)
      return reply.json
    },
  }
}

describe('POST /rest/search/v2', () => {
  it('returns only the documents each user can access', async () => {
    const { search, tokenFor } = await openEmulator()
    const found: Record<string, string[]> = {}
    for (const name of ['asmith@example.com', 'bjones@example.com', 'anonymous']) {
      found[name] = titles((await search(await tokenFor(name), { q: 'refund' })).json)
    }
    expect(found['asmith@example.com']).toContain('Customer refunds: what support may promise')
    expect(found['bjones@example.com']).toContain('Posting customer refunds and credit notes')
    expect(found.anonymous).toEqual(['Ending or pausing a subscription'])
  })

  it('searches as the identities of a platform token, and as anonymous without any', async () => {
    const { search, mintPlatform, emulator } = await openEmulator()
    const userIds = [user('bjones@example.com')]
    const bob = await mintPlatform({
      body: { privileges: [impersonate], additionalConfiguration: { search: { userIds } } },
    })
    const anonymous = await mintPlatform(
      { body: { privileges: [executeQuery] } },
      { bearer: emulator.apiKeys.anonymousSearch },
    )
    const request = { q: 'budget' }
    expect(titles((await search(bob.json.token, request)).json)).toContain('Budget 2026: assumptions and ceilings')
    expect((await search(anonymous.json.token, request)).json.totalCount).toBe(0)
  })

  it('requires a search privilege', async () => {
    const { search, emulator, mintPlatform } = await openEmulator()
    expect((await search(emulator.apiKeys.anonymousSearch)).status).toBe(200)
    const refused = await search(emulator.apiKeys.usageAnalytics)
    expect(searchError.parse(refused.json)).toMatchObject({ statusCode: 403, errorCode: 'FORBIDDEN' })
    const empty = await mintPlatform({ body: { privileges: [] } })
    expect((await search(empty.json.token)).status).toBe(403)
    expect((await search(undefined)).status).toBe(401)
  })

  it('matches all words in any form and phrases as a whole, and highlights them', async () => {
    const { find } = await openAs('asmith@example.com')
    const json = await find({ q: 'calibrate sensors' })
    expect(json.results[0].title).toBe('Sensor calibration')
    for (const { excerpt, excerptHighlights } of json.results) {
      for (const { offset, length } of excerptHighlights) {
        expect(excerpt.slice(offset, offset + length)).toMatch(/^(calibrat|sensor)/i)
      }
    }
    expect(json.termsToHighlight).toHaveProperty('sensors')
    expect(titles(await find({ q: '"flashing gateway sensor"' }))).toEqual([])
    expect(titles(await find({ q: '"Release notes"' }))).toContain('Release notes 4.2')
    expect((await find({ q: 'how to reset my password' })).totalCount).toBeGreaterThan(1)
    expect((await find({ q: 'xyzzy' })).totalCount).toBe(0)
  })

  it('pages without gaps or duplicates', async () => {
    const { find } = await openAs('asmith@example.com')
    const all = titles(await find())
    const pages = []
    for (let firstResult = 0; firstResult < all.length; firstResult += 7) {
      pages.push(...titles(await find({ firstResult, numberOfResults: 7 })))
    }
    expect(pages).toEqual(all)
  })

  it('sorts by relevance, by date and by a field', async () => {
    const { find } = await openAs('asmith@example.com')
    const dates = async (sortCriteria: string) =>
      (await find({ sortCriteria })).results.map((result: { raw: { date: number } }) => result.raw.date)
    const rising = await dates('date ascending')
    expect(rising).toEqual([...rising].sort((left, right) => left - right))
    expect(await dates('date descending')).toEqual([...rising].sort((left, right) => right - left))
    expect(await dates('Date Ascending')).toEqual(rising)
    // Without q, each document has the same relevance.
    for (const first of ['relevancy', 'qre']) expect(await dates(`${first}, date ascending`)).toEqual(rising)
    const authors = (await find({ sortCriteria: '@author ascending' })).results.map(
      (result: { raw: { author: string } }) => result.raw.author,
    )
    expect(authors).toEqual([...authors].sort((left, right) => left.localeCompare(right, 'en')))
    const scores = (await find({ q: 'gateway' })).results.map((result: { score: number }) => result.score)
    expect(scores).toEqual([...scores].sort((left, right) => right - left))
  })

  it('applies cq and aq', async () => {
    const { find } = await openAs('asmith@example.com')
    const { results } = await find({ cq: '@department=="Support"', aq: '@year>=2026 NOT @objecttype==Note' })
    expect(results.length).toBeGreaterThan(3)
    for (const { raw } of results)
      expect([raw.department, raw.year, raw.objecttype === 'Note']).toEqual(['Support', 2026, false])
    const recent = await find({ aq: '@date>=2026/06/20' })
    for (const { raw } of recent.results) expect(raw.date).toBeGreaterThanOrEqual(Date.UTC(2026, 5, 20))
  })

  it('applies the filter of the token to every query', async () => {
    const { find } = await openAs('asmith@example.com', { filter: '@source=="Help Center"' })
    const sources = async (request: object) =>
      new Set((await find(request)).results.map((result: { raw: { source: string } }) => result.raw.source))
    expect(await sources({})).toEqual(new Set(['Help Center']))
    expect(await sources({ q: 'password OR gateway', enableQuerySyntax: true })).toEqual(new Set(['Help Center']))
    expect(await sources({ cq: '@source=="Support Knowledge" OR @source=="Help Center"' })).toEqual(
      new Set(['Help Center']),
    )
    expect(await sources({ cq: '@source=="Support Knowledge"' })).toEqual(new Set())
  })

  it('prefers the hub and the pipeline of the token', async () => {
    const { find, search, emulator } = await openAs('asmith@example.com', { searchHub: 'mine', pipeline: 'ours' })
    const requested = { searchHub: 'theirs', pipeline: 'theirs' }
    expect(await find(requested)).toMatchObject({ searchHub: 'mine', pipeline: 'ours' })
    const free = await search(emulator.apiKeys.anonymousSearch, requested)
    expect(free.json).toMatchObject(requested)
  })

  it('returns the requested fields', async () => {
    const { find } = await openAs('asmith@example.com')
    const { results } = await find({ numberOfResults: 1, fieldsToInclude: ['author', 'Source', 'nothing'] })
    expect(Object.keys(results[0].raw).sort()).toEqual(['author', 'source'])
  })

  it('suggests and applies corrections, from documents that the caller can access', async () => {
    const { find } = await openAs('anonymous')
    const queryCorrection = { enabled: true, options: { automaticallyCorrect: 'whenNoResults' } }
    const corrected = await find({ q: 'gatewya lamp', queryCorrection })
    expect(corrected.queryCorrection).toMatchObject({ originalQuery: 'gatewya lamp', correctedQuery: 'gateway lamp' })
    expect(corrected.totalCount).toBeGreaterThan(0)
    const offered = await find({ q: 'gatewya', enableDidYouMean: true })
    expect(offered.queryCorrections[0]).toEqual({
      correctedQuery: 'gateway',
      wordCorrections: [{ offset: 0, length: 7, originalWord: 'gatewya', correctedWord: 'gateway' }],
    })
    expect((await find({ q: 'intercompani', enableDidYouMean: true })).queryCorrections).toEqual([])
  })

  it('returns the same for GET with parameters in the query string', async () => {
    const { send, token, find } = await openAs('asmith@example.com')
    const facets = encodeURIComponent(JSON.stringify([{ facetId: 'source', field: 'source' }]))
    const path = `/rest/search/v2?organizationId=emulator&q=gateway&numberOfResults=3&facets=${facets}`
    const { json } = await send(path, { bearer: token })
    const posted = await find({ q: 'gateway', numberOfResults: 3, facets: [{ facetId: 'source', field: 'source' }] })
    expect({ ...json, searchUid: '' }).toEqual({ ...posted, searchUid: '' })
    const byParameter = await send(`${path}&access_token=${token}`)
    expect(byParameter.json.totalCount).toBe(json.totalCount)
  })

  it.each([
    ['numberOfResults', { numberOfResults: 2001 }],
    ['firstResult', { firstResult: 5001 }],
    ['timezone', { timezone: 'Mars/Olympus', aq: '@date==2026/01/31' }],
    ['timezone', { timezone: 'Mars/Olympus' }],
    ['sortCriteria', { facets: [{ field: 'source', sortCriteria: 'sideways' }] }],
    [
      'facets.0.currentValues.0.start',
      { facets: [{ field: 'date', type: 'dateRange', currentValues: [{ start: 'x', end: 'y' }] }] },
    ],
    ['cannot be combined', { sortCriteria: 'date ascending,relevancy' }],
    ['cannot be combined', { sortCriteria: 'nosort,date ascending' }],
    ['holds text', { aq: '@author>5' }],
    ['$…', { q: '$qre(a)' }],
    ['$…', { dq: '$qf(a)' }],
    ['firstResult', { firstResult: -1 }],
    ['facets.0.field', { facets: [{ facetId: 'a' }] }],
    ['sortCriteria', { sortCriteria: 'sideways' }],
    ['expression', { cq: '(((' }],
    ['q', { q: 7 }],
  ])('returns a 400 that names %s', async (words, request) => {
    const { search, token } = await openAs('anonymous')
    const reply = await search(token, request)
    expect(reply.status).toBe(400)
    expect(searchError.parse(reply.json).message).toContain(words)
  })
})
