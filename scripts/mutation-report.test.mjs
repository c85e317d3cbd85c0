import { describe, expect, it } from 'vitest'
import { scoreOf, summarizeArea, writeMutationReport } from './mutation-report.mjs'

/** @param {string} status @param {string} replacement */
function mutant(status, replacement) {
  return { status, replacement, location: { start: { line: 1, column: 5 }, end: { line: 1, column: 15 } } }
}

/** @param {any[]} mutants */
function summarize(mutants, file = 'a.ts', date = '2026-01-02') {
  const report = { files: { [`src/${file}`]: { source: 'if (a || b > 1) stop()', mutants } } }
  return summarizeArea({ name: 'part', report, source: 'src', date })
}

const page = 'Title\n<!-- part -->\n<!-- /part -->\nEnd\n'

describe('summarizeArea', () => {
  it('counts a mutant without a covering test as survived, and leaves out the ones that do not run', () => {
    const statuses = ['Killed', 'Timeout', 'Survived', 'NoCoverage', 'CompileError', 'Ignored']
    const { files } = summarize(statuses.map((status) => mutant(status, 'true')))
    expect(files).toEqual([{ file: 'a.ts', killed: 2, total: 4, date: '2026-01-02' }])
    expect(scoreOf(files)).toEqual({ killed: 2, total: 4, percent: 50 })
  })
})

describe('writeMutationReport', () => {
  it('writes the score and each survivor once between the marks of the area', () => {
    const text = writeMutationReport(page, summarize([mutant('Survived', 'true'), mutant('Survived', 'true')]))
    expect(text).toContain('Title\n<!-- part -->\n0 of 2 mutants killed, 0.0 %.')
    expect(text.match(/^\| `a\.ts` \| `a \\\|\\\| b > 1` → `true` \| not examined \|$/gm)).toHaveLength(1)
    expect(text).toContain('| `a.ts` | 0 | 2 | 2026-01-02 |')
    expect(text).toMatch(/<!-- \/part -->\nEnd\n$/)
  })

  it('keeps the reason of a survivor that it listed before', () => {
    const survivors = [mutant('Survived', 'true'), mutant('Survived', 'false')]
    const examined = writeMutationReport(page, summarize(survivors)).replace('`true` | not examined', '`true` | equal')
    const text = writeMutationReport(examined, summarize(survivors))
    expect(text).toContain('→ `true` | equal |')
    expect(text).toContain('→ `false` | not examined |')
  })

  it('keeps what it says of files that were not measured again', () => {
    const first = writeMutationReport(page, summarize([mutant('Survived', 'true')])).replace('not examined', 'equal')
    const second = writeMutationReport(first, summarize([mutant('Killed', 'true')], 'b.ts', '2026-01-03'))
    expect(second).toContain('1 of 2 mutants killed, 50.0 %.')
    expect(second).toContain('| `a.ts` | 0 | 1 | 2026-01-02 |\n| `b.ts` | 1 | 1 | 2026-01-03 |')
    expect(second).toContain('| `a.ts` | `a \\|\\| b > 1` → `true` | equal |')
    const third = writeMutationReport(second, summarize([mutant('Killed', 'true')]))
    expect(third).toContain('2 of 2 mutants killed, 100.0 %.')
    expect(third).toContain('None survived.')
  })

  it('drops the rows of a file that no longer exists', () => {
    const first = writeMutationReport(page, summarize([mutant('Survived', 'true')]))
    const exists = (/** @type {string} */ file) => file !== 'a.ts'
    const text = writeMutationReport(first, { ...summarize([mutant('Killed', 'true')], 'b.ts'), exists })
    expect(text).toContain('1 of 1 mutants killed, 100.0 %.')
    expect(text).not.toContain('a.ts')
  })

  it('throws for an area without marks', () => {
    expect(() => writeMutationReport('Title\n', summarize([]))).toThrow('lacks the marks of part')
  })
})
