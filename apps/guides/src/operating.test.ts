import { parser } from '@prometheus-io/lezer-promql'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { browserCodes, endpointCodes, serverCodes } from '../../../packages/core/src/shared/error-codes.ts'
import { recordEmittedMetrics } from './emitted-metrics.test.support.ts'
import { readGuide, readSection } from './guide-file.test.support.ts'

interface Dashboard {
  panels: { id: number; title: string; description: string; targets: { expr: string }[] }[]
}

interface Rules {
  groups: { rules: { alert: string; expr: string; labels: { severity: string }; annotations: object }[] }[]
}

interface RuleTests {
  tests: { name: string; promql_expr_test: { expr: string; exp_samples: { labels: string }[] }[] }[]
}

const { panels } = JSON.parse(readGuide('docs/dashboards/coveo-token-kit.json')) as Dashboard
const rules = readGuide('docs/dashboards/coveo-token-kit.rules.yaml')
const alerts = (parse(rules) as Rules).groups.flatMap((group) =>
  group.rules.map(({ alert, ...rule }) => ({ ...rule, name: alert })),
)
const { tests: ruleTests } = parse(readGuide('docs/dashboards/coveo-token-kit.rules.test.yaml')) as RuleTests
const queries = [...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)), ...alerts.map(({ expr }) => expr)]
const codes: Set<string> = new Set([...serverCodes, ...endpointCodes, ...browserCodes])
const emitted = recordEmittedMetrics()

/** The metrics that a query reads. */
function seriesIn(query: string) {
  return query.match(/\bcoveo_token_\w+/g) ?? []
}

/** The parts of a query that are not PromQL. */
function syntaxErrorsIn(query: string) {
  const text = query.replaceAll('$__rate_interval', '5m')
  const errors: string[] = []
  parser.parse(text).iterate({
    enter: ({ type, from, to }) => void (type.isError && errors.push(`${from}: ${text.slice(from, to + 10)}`)),
  })
  return errors
}

describe('the dashboard and the alerts', () => {
  it('query only metrics that the instrumentation emits', () => {
    expect(queries.length).toBeGreaterThan(20)
    for (const query of queries) {
      expect(seriesIn(query), query).not.toEqual([])
      for (const series of seriesIn(query)) expect([...emitted.series]).toContain(series)
    }
  })

  it('select and group by labels and values that exist', () => {
    const labels = new Set([...emitted.labels].map((label) => label.split('=')[0]))
    for (const query of queries) {
      for (const [, list = ''] of query.matchAll(/\bby \(([^)]*)\)/g)) {
        for (const label of list.split(', ')) expect(['le', ...labels], query).toContain(label)
      }
      for (const [, name = '', value = ''] of query.matchAll(/(\w+)!?="([^"]*)"/g)) {
        if (name === 'error_type') expect(codes, query).toContain(value)
        else expect(emitted.labels, query).toContain(`${name}=${value}`)
      }
    }
  })

  it('contain only valid PromQL', () => {
    const tested = ruleTests.flatMap(({ promql_expr_test: checks }) => checks.map(({ expr }) => expr))
    for (const query of [...queries, ...tested]) expect(syntaxErrorsIn(query), query).toEqual([])
  })

  it('have balanced brackets in each query', () => {
    for (const query of queries) {
      for (const [open, close] of ['()', '[]', '{}']) {
        expect(query.split(open ?? '').length, query).toBe(query.split(close ?? '').length)
      }
    }
  })

  it('show every metric in a panel', () => {
    const shown = new Set(panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => seriesIn(expr))))
    const names = (series: Iterable<string>) =>
      new Set([...series].map((name) => name.replace(/_(bucket|count|sum)$/, '')))
    expect(names(shown)).toEqual(names(emitted.series))
  })

  it('take quantiles of histograms whose buckets suit the unit', () => {
    const { coveo_token_mint_duration_seconds: mint, coveo_token_remaining_seconds: remaining } = Object.fromEntries(
      emitted.boundaries,
    )
    expect(mint?.filter((seconds) => seconds < 5).length).toBeGreaterThan(5)
    expect(remaining).toEqual(expect.arrayContaining([90, 3_600]))
  })
})

describe('the unit tests of the alerts', () => {
  it('have a test in which each alert fires, and ends or does not fire yet', () => {
    for (const { name } of alerts) {
      const checks = ruleTests
        .filter((test) => test.name.startsWith(`${name} `))
        .flatMap((test) => test.promql_expr_test.map(({ exp_samples: samples }) => samples.map(({ labels }) => labels)))
      expect(checks, name).toContainEqual([`{alertname="${name}"}`])
      expect(checks, name).toContainEqual([])
    }
  })
})

describe('docs/operating.md', () => {
  it('lists every metric, and no other', () => {
    const rows = [...readSection('docs/operating.md', 'Metrics').matchAll(/^\| `(coveo_token_\w+)` \|/gm)]
    const names = [...emitted.series].filter((series) => !/_(count|sum)$/.test(series))
    expect(rows.map(([, name]) => name).sort()).toEqual(names.sort())
  })

  it('has a row for every alert, and no other', () => {
    const rows = [...readSection('docs/operating.md', 'Alerts').matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)
    expect(rows).toEqual(alerts.map(({ name }) => name))
    const severities = [...readSection('docs/operating.md', 'Alerts').matchAll(/^\| `\w+` \| (\w+) \|/gm)]
    expect(severities.map(([, severity]) => severity)).toEqual(alerts.map(({ labels }) => labels.severity))
    expect(rows).toHaveLength(rules.match(/- alert:/g)?.length ?? 0)
  })

  it('has a runbook row for every error code, and no other', () => {
    const rows = [
      ...readSection('docs/operating.md', 'Runbook').matchAll(/^\| \[`([\w-]+)`\]\(errors\.md#([\w-]+)\) \|/gm),
    ]
    expect(rows.map(([, code]) => code).sort()).toEqual([...codes].sort())
    for (const [, code, anchor] of rows) expect(anchor).toBe(code)
  })
})
