import type { MarkdownRenderer } from 'vitepress'
import { type BarChart, barChart } from './bar-chart.ts'

type Token = ReturnType<MarkdownRenderer['parse']>[number]

/** The tables of `docs/benchmarks.md` that get a chart: the first column has the names, and these columns have the values. */
const charts: readonly { names: string; values: readonly string[]; label: string }[] = [
  { names: 'read', values: ['in turn'], label: 'Median time of one read, users in turn' },
  { names: 'server', values: ['requests/s'], label: 'Requests per second' },
  {
    names: 'processes',
    values: ['mints without a store', 'mints with one'],
    label: 'Mints by number of processes, without a store and with one',
  },
  { names: 'cold import, Node.js', values: ['median of 15 processes'], label: 'Time of a cold import' },
  { names: 'bundle', values: ['gzip'], label: 'Size of a browser bundle after gzip' },
]

const ours = /^ours: |^(?:issue|peek)\(\)|coveoTokenEndpoint|createTokenRoute|@coveo-token\//

/** Markdown plugin: draws charts above the tables of the benchmarks, from the figures in them. */
export function benchmarkCharts(md: MarkdownRenderer): void {
  md.core.ruler.push('benchmark-charts', (state) => {
    if (state.env.relativePath !== 'benchmarks.md') return
    state.tokens = state.tokens.flatMap((token, index) => {
      const chart = token.type === 'table_open' && chartOf(readTable(state.tokens.slice(index)))
      if (!chart) return [token]
      const html = new state.Token('html_block', '', 0)
      html.content = barChart(chart)
      return [html, token]
    })
  })
}

/** The cells of the table at the beginning of the tokens, its head first. */
function readTable(tokens: readonly Token[]): string[][] {
  const rows: string[][] = []
  for (const { type, content } of tokens) {
    if (type === 'table_close') break
    if (type === 'tr_open') rows.push([])
    if (type === 'inline') rows.at(-1)?.push(content.replaceAll('`', ''))
  }
  return rows
}

/** The chart of a table, or undefined if it gets none. */
export function chartOf([head = [], ...rows]: readonly string[][]): BarChart | undefined {
  const chart = charts.find(({ names, values }) => head[0] === names && values.every((value) => head.includes(value)))
  if (chart === undefined) return undefined
  const columns = chart.values.map((value) => head.indexOf(value))
  return {
    label: `${chart.label}. The table below has the figures.`,
    series: chart.values,
    groups: rows.map((row) => {
      const name = row[0] ?? ''
      const bars = columns.map((column, series) => ({ ...readValue(row[column] ?? ''), series }))
      return { name: columns.length > 1 ? `${name} ${chart.names}` : name, isOurs: ours.test(name), bars }
    }),
  }
}

/** The number of a cell such as `1756 ns (1058)`, and its text without brackets. */
function readValue(cell: string): { value: number; text: string } {
  const text = cell.replace(/ \(.*\)$/, '')
  const value = Number(/^[\d., ]+/.exec(text)?.[0].replaceAll(/[ ,]/g, ''))
  return { value, text }
}
