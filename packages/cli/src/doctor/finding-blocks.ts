import type { Block, Cell, Tone } from '../output/block.ts'
import type { Status } from './check.ts'
import type { NamedFinding } from './run-checks.ts'

const tones: Readonly<Record<Status, Tone>> = { pass: 'good', warn: 'caution', fail: 'bad', skip: 'quiet' }

/** The table of `doctor`: one row for each check, its fix below it, and the counts. */
export function findingBlocks(findings: readonly NamedFinding[]): Block[] {
  const rows = findings.flatMap(({ status, name, detail, fix }): Cell[][] => [
    [{ text: status, tone: tones[status] }, name, status === 'skip' ? { text: detail, tone: 'quiet' } : detail],
    ...(fix === undefined ? [] : [['', '', { text: `Fix: ${fix}`, tone: 'quiet' } as const]]),
  ])
  const counts = countFindings(findings)
  const total = Object.entries(counts).map(([status, count]) => `${count} ${status}`)
  return [{ rows }, { rows: [[{ text: total.join(', '), tone: counts.fail > 0 ? 'bad' : 'good' }]] }]
}

/** How many findings have each status. */
export function countFindings(findings: readonly NamedFinding[]): Record<Status, number> {
  const counts = { pass: 0, warn: 0, fail: 0, skip: 0 }
  for (const { status } of findings) counts[status] += 1
  return counts
}
