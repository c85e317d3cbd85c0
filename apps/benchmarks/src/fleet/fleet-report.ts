import { markdownTable } from '../markdown-table.ts'
import { median, quantile } from '../quantile.ts'
import type { AllFleetFigures } from './fleet-figures.ts'
import type { InstanceReport } from './fleet-messages.ts'
import type { FleetFigures } from './fleet-run.ts'
import { redisMemoryReport } from './redis-memory-report.ts'

/** Formats the section on many instances as Markdown. */
export function fleetReport(figures: AllFleetFigures): string {
  const { alone, pair, memory } = figures
  const [mint, sharedMint, shared] = [times(alone, 'mint'), times(pair, 'mint'), times(pair, 'shared')].map(median)
  return `## Many instances

### A miss

${markdownTable(
  ['a request without a token in memory', 'median', 'compared with a mint without a store'],
  [
    ['mint, without a store', ms(mint), ''],
    ['mint, with a store: Redis is called four times', ms(sharedMint), ratio(sharedMint, mint)],
    ["another instance's token, read from Redis", ms(shared), ratio(shared, mint)],
  ],
)}

One request at a time, Coveo at ${alone.settings.coveoMs} ms.

### Processes

${sizesTable(figures)}

${countOf(figures.sizes[0]?.shared.settings.users)} users, ${countOf(figures.sizes[0]?.shared.settings.requests)} requests to all processes together, ${figures.sizes[0]?.shared.settings.concurrency} in flight on each, users at random. All processes, Redis and
the stub of Coveo run on this machine. "Commands per issue" are the calls of Redis, for all requests together.

### Mints and faults

${conditionsTable(figures)}

The promise for a busy machine is at most 1.02 mints per user and no error. Ten more processes compute without end meanwhile.

### Memory of Redis

${redisMemoryReport(memory)}
`
}

function sizesTable({ sizes }: AllFleetFigures): string {
  const rows = sizes.map(({ processes, apart, shared }) => {
    const requests = shared.settings.requests
    const hits = times(shared, 'hit')
    const all = [...outcomes(shared)].flatMap((outcome) => times(shared, outcome))
    return [
      String(processes),
      countOf(apart.mints),
      countOf(shared.mints),
      `${((100 * hits.length) / requests).toFixed(1)} %`,
      `${(1000 * median(hits)).toFixed(0)} µs`,
      ms(median(times(shared, 'shared'))),
      ms(quantile(all, 0.99)),
      (shared.commands / requests).toFixed(2),
    ]
  })
  const head = [
    'processes',
    'mints without a store',
    'mints with one',
    'from memory',
    'p50 from memory',
    'p50 from Redis',
  ]
  return markdownTable([...head, 'p99 of all', 'commands per issue'], rows)
}

function conditionsTable({ sizes, rush, busy }: AllFleetFigures): string {
  const calm = sizes.at(-1)?.shared
  const conditions: [string, FleetFigures | undefined][] = [
    ['calm', calm],
    ['all requests at the same moment', rush],
    [`${busy.settings.spinning} spinning processes beside it`, busy],
  ]
  const rows = conditions.map(([name, run]) => {
    const { users = 0, requests = 0 } = run?.settings ?? {}
    const reports = run?.reports ?? []
    const errors = reports.flatMap((report) => Object.values(report.errors))
    const wrong = reports.flatMap(({ wrongTokens, endedTokens }) => [wrongTokens, endedTokens])
    return [
      `${run?.settings.processes} processes, ${name}`,
      countOf(requests),
      countOf(sum(errors)),
      countOf(run?.mints),
      ((run?.mints ?? 0) / users).toFixed(3),
      countOf(sum(wrong)),
    ]
  })
  return markdownTable(['fleet', 'requests', 'errors', 'mints', 'mints per user', 'wrong or expired tokens'], rows)
}

function outcomes({ reports }: FleetFigures): Set<string> {
  return new Set(reports.flatMap((report: InstanceReport) => Object.keys(report.times)))
}

function times({ reports }: FleetFigures, outcome: string): number[] {
  return reports.flatMap((report) => report.times[outcome] ?? [])
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function ms(value = Number.NaN): string {
  return Number.isNaN(value) ? '' : `${value.toFixed(1)} ms`
}

function ratio(value = Number.NaN, base = Number.NaN): string {
  return `${(value / base).toFixed(2)} ×`
}

function countOf(value = 0): string {
  return value.toLocaleString('en').replaceAll(',', ' ')
}
