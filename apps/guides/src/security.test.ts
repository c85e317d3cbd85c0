import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readGuide, readSection, workspaceRoot } from './guide-file.test.support.ts'

const table = readSection('docs/security.md', 'Threats')
const rows = table.split('\n').filter((line) => line.startsWith('| ') && !/^\| (\*\*|threat|---)/.test(line))

describe('docs/security.md', () => {
  it('names a test for each threat, which exists under this title', () => {
    expect(rows.length).toBeGreaterThan(30)
    for (const row of rows) {
      const [, title = '', path = ''] = /\| \[([^\]]+)\]\(\.\.\/([\w./-]+)\) \|$/.exec(row) ?? []
      expect(path, row).toMatch(/\.(test|e2e)\.tsx?$/)
      expect(existsSync(workspaceRoot + path), path).toBe(true)
      expect(readGuide(path)).toMatch(new RegExp(`(it|test)(\\.each\\([^]*?\\))?\\(\\s*['"\`]${escaped(title)}`))
    }
  })
})

function escaped(text: string) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
