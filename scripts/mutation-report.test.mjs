import { describe, expect, it } from 'vitest'
import { summarizeArea, writeMutationReport } from './mutation-report.mjs'

/** @param {string} status @param {string} replacement */
function mutant(status, replacement) {
  return { status, replacement, location: { start: { line: 1, column: 5 }, end: { line: 1, column: 15 } } }
}

/** @param {any[]} mutants */
function summarize(mutants) {
  const report = { files: { 'src/a.ts': { source: 'if (a || b > 1) stop()', mutants } } }
  return { ...summarizeArea({ name: 'part', report, source: 'src' }), date: '2026-01-02' }
}

const page = 'Title\n<!-- part -->\n<!-- /part -->\nEnd\n'

describe('summarizeArea', () => {
  it('counts a mutant without a covering test as survived, and leaves out the ones that do not run', () => {
    const statuses = ['Killed', 'Timeout', 'Survived', 'NoCoverage', 'CompileError', 'Ignored']
    const { killed, total, score } = summarize(statuses.map((status) => mutant(status, 'true')))
    expect({ killed, total, score }).toEqual({ killed: 2, total: 4, score: 50 })
  })
})

describe('writeMutationReport', () => {
  it('writes the score and each survivor once between the marks of the area', () => {
    const text = writeMutationReport(page, summarize([mutant('Survived', 'true'), mutant('Survived', 'true')]))
    expect(text).toContain('Title\n<!-- part -->\n0 of 2 mutants killed, 0.0 % (2026-01-02).')
    expect(text.match(/^\| `a\.ts` \| `a \\\|\\\| b > 1` → `true` \| not examined \|$/gm)).toHaveLength(1)
    expect(text).toMatch(/<!-- \/part -->\nEnd\n$/)
  })

  it('keeps the reason of a survivor that it listed before', () => {
    const survivors = [mutant('Survived', 'true'), mutant('Survived', 'false')]
    const examined = writeMutationReport(page, summarize(survivors)).replace('`true` | not examined', '`true` | equal')
    const text = writeMutationReport(examined, summarize(survivors))
    expect(text).toContain('→ `true` | equal |')
    expect(text).toContain('→ `false` | not examined |')
  })

  it('throws for an area without marks', () => {
    expect(() => writeMutationReport('Title\n', summarize([]))).toThrow('lacks the marks of part')
  })
})
