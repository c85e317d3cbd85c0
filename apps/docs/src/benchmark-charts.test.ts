import { describe, expect, it } from 'vitest'
import { barChart } from './bar-chart.ts'
import { chartOf } from './benchmark-charts.ts'

describe('chartOf', () => {
  it('reads the values of a table, and which rows are ours', () => {
    const table = [
      ['read', 'tokens', 'in turn', 'at random'],
      ['issue()', '10 000', '1756 ns (1058)', '1962 ns'],
      ['lru-cache 11.5.3 get', '10 000', '46 ns (19)', '45 ns'],
    ]
    expect(chartOf(table)).toMatchObject({
      series: ['in turn'],
      groups: [
        { name: 'issue()', isOurs: true, bars: [{ value: 1756, text: '1756 ns' }] },
        { name: 'lru-cache 11.5.3 get', isOurs: false, bars: [{ value: 46, text: '46 ns' }] },
      ],
    })
  })

  it('reads several columns as series', () => {
    const table = [
      ['processes', 'mints without a store', 'mints with one'],
      ['2', '1 000', '500'],
    ]
    expect(chartOf(table)?.groups).toEqual([
      {
        name: '2 processes',
        isOurs: false,
        bars: [
          { value: 1000, text: '1 000', series: 0 },
          { value: 500, text: '500', series: 1 },
        ],
      },
    ])
  })

  it('returns undefined for another table', () => {
    expect(chartOf([['fault', 'requests']])).toBeUndefined()
  })
})

describe('barChart', () => {
  it('draws each bar in proportion to its value, and escapes names', () => {
    const groups = [8, 2].map((value) => ({
      name: '<a>',
      isOurs: value === 8,
      bars: [{ value, text: `${value} B`, series: 0 }],
    }))
    const svg = barChart({ label: 'Sizes', series: ['gzip'], groups })
    expect([...svg.matchAll(/<rect class="(.*?)".*?width="(.*?)"/g)].map(([, name, width]) => [name, width])).toEqual([
      ['bar series-0 ours', '80.00%'],
      ['bar series-0', '20.00%'],
    ])
    expect(svg).toContain('&#60;a&#62;')
    expect(svg).toContain('role="img" aria-label="Sizes"')
  })
})
