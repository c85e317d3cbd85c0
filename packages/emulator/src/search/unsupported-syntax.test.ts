import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  openExpressions as open,
  expressionParameters as parameters,
} from '../testing/expression-parameters.test.support.ts'

/** Unsupported syntax, and the part of it that the error names. */
const samples: readonly (readonly [expression: string, name: string])[] = [
  ['$qre(expression: @source=="A", modifier: 50)', '$…'],
  ['gateway $$extension', '$…'],
  ['@source==[[@id] @year==2026]', '[[@field] …]'],
  ['<@- gateway', '<@- … -@>'],
  ['gateway -@>', '(@)'],
  ['@source/=a.*', '/='],
  ['@source~=a', '~='],
  ['@source%=a', '%='],
  ['@source=~a', '=~'],
  ['@source:a', '":"'],
  ['@ source==a', '(@)'],
  ['@year==1 .. 5', '..'],
  ['@year==2027..2026', '2027..2026'],
  ['@source==1..5', '1..5'],
  ['@date>today - 7d', 'today-7d'],
  ['@date>today-7q', 'today-7q'],
  ['@date>=2026/13/40', '2026/13/40'],
  ['@date==2026', '2026'],
  ['@size>10TB', '10TB'],
  ['@title>5', '@title'],
  ['@source==*press*', '*press*'],
  ['gateway NEAR/3 sensor', 'NEAR/3'],
  ['gateway NEAR:x sensor', 'NEAR:x'],
  ['gateway NEAR:0 sensor', 'NEAR:0'],
  ['gateway NEAR @year==2026', 'NEAR'],
  ['@source IN ("a","b")', 'IN'],
  ['@source like a', 'like'],
  ['@year BETWEEN 1 AND 5', 'BETWEEN'],
  ['gateway || sensor', '||'],
  ['gateway && sensor', '&&'],
  ['gateway XOR sensor', 'XOR'],
  ['@source=="a \\" b"', '\\"'],
  ['(gateway', 'parenthesis'],
  ['gateway)', '")"'],
  ['@source==', '@source'],
  ['gateway AND', 'ends too early'],
  ['gateway=sensor', '"="'],
  ["@source=='Website'", "'Website'"],
  ['@source==“Website”', '“Website”'],
  ['@source==(Website,‘Press’)', '‘Press’'],
  ['@source==[Website]', '[Website]'],
  ['@source=={Website}', '{Website}'],
  ['@source==""', 'an empty value'],
  ['@source<>("Website"," ")', 'an empty value'],
  ['@size>today-7d', 'today-7d'],
  ['@year==2026/01/01', '2026/01/01'],
  ['@year==now-1y..now', 'now-1y'],
]

describe('unsupported syntax', () => {
  it.each(Object.entries(parameters))('in %s is a 400 that names it', async (_, request) => {
    const post = await open()
    const accepted: string[] = []
    for (const [expression, name] of samples) {
      const { status, message } = await request(post, expression)
      if (status !== 400 || !message.includes(name)) accepted.push(`${status} ${expression}: ${message}`)
    }
    expect(accepted).toEqual([])
  })

  it('in lq is a 400, unless it is a sentence', async () => {
    const post = await open()
    const syntax = ['$qre(expression: "a")', '$$extension', '[[@id] a]', '<@- a -@>', '@source==A', '@source == a']
    for (const lq of [
      ...syntax,
      ...['@year>=5', '@year>5', '@title*=a*', '@title~=a', '@title/=a', '@a<>b', '@a=~b'],
    ]) {
      expect(await post('/rest/search/v2', { lq })).toMatchObject({
        status: 400,
        message: expect.stringContaining(lq.slice(0, 3)),
      })
    }
    expect(
      (
        await post('/rest/search/v2', {
          lq: 'It costs $5 (or more) in C:\\: why? @me, Al <al@example.com>: a == b && c',
        })
      ).status,
    ).toBe(200)
  })

  it.each(Object.entries(parameters))(
    'in %s: a condition on an unknown field is a 400 that names it',
    async (...row) => {
      const [name, request] = row
      const post = await open()
      for (const expression of [
        '@brand==Acme',
        '@brand',
        'NOT @brand==Acme',
        '@source==A OR @brand>5',
        '@constructor',
      ]) {
        const { status, message } = await request(post, expression)
        const field = expression.includes('brand') ? '@brand' : '@constructor'
        // Coveo creates a token for any filter.
        if (name === 'filter of a token') expect(status).toBe(200)
        else expect([status, message]).toEqual([400, expect.stringContaining(`has the field ${field}`)])
      }
    },
  )

  it('in the filter of a token: a search names its unknown field', async () => {
    const { status, message } = await (await open({ filter: '@brand==Acme' }))('/rest/search/v2', { q: 'vpn' })
    expect([status, message]).toEqual([400, expect.stringContaining('@brand')])
  })

  it('never fails: any text is a result or a 400 with a reason', async () => {
    const post = await open()
    const piece = fc.constantFrom(
      ...samples.map(([text]) => text),
      ...'@"()*?+-=<>.:,$[]/~ '.split(''),
      'OR',
      'NEAR',
      'a',
    )
    const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''))
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom('q', 'aq', 'cq', 'dq', 'lq'), async (expression, parameter) => {
        const { status, message } = await post('/rest/search/v2', { [parameter]: expression })
        expect([200, 400]).toContain(status)
        if (status === 400) expect(message).toMatch(/not valid: .|Invalid request: ./)
      }),
    )
  })
})

describe('facets', () => {
  const range = { field: 'year', type: 'numericalRange' }
  const dates = { field: 'date', type: 'dateRange' }
  const day = (count: number) => `2026/01/0${count}@00:00:00`
  const both = { start: day(1), end: day(2) }
  it.each<[string, object[]]>([
    ['a range without an end', [{ ...range, currentValues: [{ start: 1 }] }]],
    ['a range that ends before it starts', [{ ...range, currentValues: [{ start: 5, end: 1 }] }]],
    ['a date range that ends before it starts', [{ ...dates, currentValues: [{ start: day(2), end: day(1) }] }]],
    ['a date range with numbers', [{ ...dates, currentValues: [{ start: 1, end: 2 }] }]],
    ['a date range with relative times', [{ ...dates, currentValues: [{ start: 'today-7d', end: 'today' }] }]],
    ['a date range with sizes', [{ ...dates, currentValues: [{ start: '1KB', end: '2KB' }] }]],
    ['a numerical range with dates', [{ ...range, currentValues: [{ start: day(1), end: day(2) }] }]],
    [
      'a selected date range of numbers',
      [{ ...dates, field: 'year', currentValues: [{ ...both, state: 'selected' }] }],
    ],
    ['a selection without a value', [{ field: 'source', currentValues: [{ state: 'selected' }] }]],
    ['an unknown sort', [{ field: 'source', sortCriteria: 'best' }]],
  ])('reject %s with a 400 that names it', async (_, facets) => {
    const post = await open()
    expect(await post('/rest/search/v2', { facets })).toMatchObject({
      status: 400,
      message: expect.stringContaining('facets'),
    })
  })
})
