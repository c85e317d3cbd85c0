import { describe, expect, it } from 'vitest'
import { openEmulator } from '../testing/open-emulator.test.support.ts'

async function open() {
  const opened = await openEmulator()
  const bearer = await opened.tokenFor('asmith@example.com')
  const find = async (request: object) => {
    const reply = await opened.search(bearer, { numberOfResults: 200, ...request })
    expect(reply.status).toBe(200)
    return reply.json
  }
  const count = async (request: object): Promise<number> => (await find(request)).totalCount
  return { ...opened, bearer, find, count }
}

describe('matchQuery', () => {
  it('interprets query syntax in q by default, and on request does not', async () => {
    const { count } = await open()
    const both = await count({ q: 'gateway OR password' })
    expect(both).toBeGreaterThan(await count({ q: 'gateway' }))
    expect(await count({ q: 'gateway OR password', enableQuerySyntax: false })).toBeLessThan(both)
    expect(await count({ q: 'gateway OR password', disableQuerySyntax: true })).toBeLessThan(both)
    expect(await count({ q: 'gateway or password', lowercaseOperators: true })).toBe(both)
  })

  it('adds the results of dq to those of q and aq, within cq', async () => {
    const { find, count } = await open()
    const cq = '@department==Support'
    const json = await find({ q: 'xyzzy', dq: '@objecttype==Guide', cq })
    expect(json.totalCount).toBe(await count({ aq: '@objecttype==Guide', cq }))
    expect(json.totalCount).toBeGreaterThan(0)
  })

  it('ranks by lq without adding or removing results', async () => {
    const { find } = await open()
    const plain = await find({ aq: '@department==Support' })
    const boosted = await find({ aq: '@department==Support', lq: 'A customer wants a refund, and (maybe) more.' })
    expect(boosted.totalCount).toBe(plain.totalCount)
    expect(boosted.results[0].title).toContain('refund')
  })

  it('compares dates with relative times, days, ranges and sizes', async () => {
    const { find, count, emulator } = await open()
    emulator.clock.set(Date.UTC(2026, 6, 6, 9))
    const recent = await find({ aq: '@date>today-7d' })
    expect(recent.totalCount).toBeGreaterThan(0)
    for (const { raw } of recent.results) expect(raw.date).toBeGreaterThan(Date.UTC(2026, 5, 29))
    const { raw } = recent.results[0]
    const day = new Date(raw.date).toISOString().slice(0, 10).replaceAll('-', '/')
    expect(await count({ aq: `@date==${day}` })).toBeGreaterThan(0)
    const june = await find({ aq: '@date==2026/06/01..2026/06/30' })
    for (const result of june.results) expect(new Date(result.raw.date).getUTCMonth()).toBe(5)
    expect(await count({ aq: '@size>1KB' })).toBe(0)
    expect(await count({ aq: '@size<1KB' })).toBe(await count({}))
  })

  it('reads days in the time zone of the request', async () => {
    const { count } = await open()
    const documents = [{ ...document, seen: '2026-01-31T23:30:00Z' }]
    const other = await openEmulator({ documents })
    const bearer = await other.tokenFor('anonymous')
    const on = async (day: string, timezone: string) =>
      (await other.search(bearer, { aq: `@seen==${day}`, timezone })).json.totalCount
    expect([await on('2026/01/31', 'UTC'), await on('2026/02/01', 'UTC')]).toEqual([1, 0])
    expect([await on('2026/01/31', 'Europe/Paris'), await on('2026/02/01', 'Europe/Paris')]).toEqual([0, 1])
    expect(await count({ timezone: 'Europe/Paris' })).toBeGreaterThan(0)
  })

  it('expands wildcards and matches words near each other on request', async () => {
    const { count } = await open()
    expect(await count({ q: 'calibr*' })).toBe(0)
    expect(await count({ q: 'calibr*', wildcards: true })).toBeGreaterThan(0)
    expect(await count({ q: 'g?teway', wildcards: true })).toBe(0)
    expect(await count({ q: 'g?teway', wildcards: true, questionMark: true })).toBeGreaterThan(0)
    const near = await count({ q: 'escalation NEAR:2 process' })
    expect(near).toBeGreaterThan(0)
    expect(near).toBeLessThanOrEqual(await count({ q: 'escalation process' }))
  })

  it('warns of a wildcard that is not expanded', async () => {
    const { find } = await open()
    const warning = 'wildcards is off, so * matches no characters.'
    expect((await find({ q: 'gate*' })).warnings).toEqual([warning])
    expect((await find({ q: 'gate*', wildcards: true })).warnings).toEqual([])
    expect((await find({ aq: '@title*=gate* "5* hotel"' })).warnings).toEqual([])
  })

  it('matches a share of the keywords with partialMatch', async () => {
    const { count } = await open()
    const q = 'gateway password refund calibration invoice'
    expect(await count({ q })).toBe(0)
    const some = await count({ q, partialMatch: true, partialMatchThreshold: '2' })
    expect(some).toBeGreaterThan(0)
    expect(await count({ q, partialMatch: true, partialMatchThreshold: '20%' })).toBeGreaterThan(some)
    expect(await count({ q, partialMatch: true, partialMatchThreshold: 'all' })).toBe(0)
    expect(await count({ q, partialMatch: true, partialMatchKeywords: 6 })).toBe(0)
  })

  it('warns of fields that no document has, with the setting unknownFields', async () => {
    const { find, emulator } = await open()
    emulator.settings.update({ unknownFields: 'warn' })
    expect((await find({ aq: '@nothing==x OR @source==Website' })).warnings).toEqual([
      'No document has the field @nothing, so conditions on it match nothing.',
    ])
    expect((await find({ aq: '@source==Website' })).warnings).toEqual([])
  })

  it('finds words after + in the same form only', async () => {
    const { find } = await open()
    const count = async (q: string): Promise<number> => (await find({ q })).totalCount
    expect(await count('+gateway')).toBeGreaterThan(0)
    expect(await count('+gateways')).toBeLessThan(await count('gateways'))
  })

  it('warns of fields of facets, sorting and folding that no document has', async () => {
    const { find, emulator } = await open()
    emulator.settings.update({ unknownFields: 'warn' })
    const facets = [{ field: 'nothing' }, { field: '@source' }, { field: 'source', type: 'numericalRange' }]
    const { warnings } = await find({ facets, sortCriteria: '@none ascending', filterField: '@thread' })
    expect(warnings).toEqual([
      'No document has the field @nothing of facets.',
      'No document has the field @none of sortCriteria.',
      'No document has the field @thread of filterField.',
      '@source of facets holds text, and numericalRange needs a field of numbers or dates.',
    ])
  })

  it('compares dates with dates only', async () => {
    const { search, bearer } = await open()
    for (const value of ['2026', '2026/13/45', '2026..2027', 'tomorrow']) {
      const { status, json } = await search(bearer, { aq: `@date==${value}` })
      expect([status, json.message]).toEqual([400, expect.stringContaining('is not a date')])
    }
  })

  it('omits fieldsToExclude, unless fieldsToInclude is set', async () => {
    const { find } = await open()
    const { raw } = (await find({ fieldsToExclude: ['@source', 'AUTHOR'] })).results[0]
    expect(raw).toHaveProperty('department')
    expect(Object.keys(raw)).not.toEqual(expect.arrayContaining(['source']))
    expect(Object.keys(raw)).not.toEqual(expect.arrayContaining(['author']))
    const both = await find({ fieldsToExclude: ['source'], fieldsToInclude: ['source'] })
    expect(Object.keys(both.results[0].raw)).toEqual(['source'])
  })
})

const document = {
  id: 'one',
  title: 'One',
  body: 'One.',
  clickUri: 'https://docs.example.com/one',
  source: 'Docs',
  date: '2026-01-01',
  allowed: ['Everyone'],
}
