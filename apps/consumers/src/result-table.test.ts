import { describe, expect, it } from 'vitest'
import { listResults, updateResults } from './result-table.ts'

const head = '| case | result |\n| --- | --- |'
const pageWith = (...rows: string[]) =>
  `Title\n<!-- results -->\n${[head, ...rows].join('\n')}\n<!-- /results -->\nEnd\n`

describe('updateResults', () => {
  it('replaces the row of a case, keeps the others, and adds new ones at the end', () => {
    const page = updateResults(pageWith('| a | passed |', '| b | passed |'), [
      ['c', 'passed'],
      ['a', 'failed'],
    ])
    expect(page).toBe(pageWith('| a | failed |', '| b | passed |', '| c | passed |'))
  })

  it('lists the cases that have a row', () => {
    expect(listResults(pageWith('| a | passed |', '| b | failed |'))).toEqual(['a', 'b'])
  })

  it('throws for a page without marks', () => {
    expect(() => updateResults('Title\n', [])).toThrow('<!-- results -->')
  })
})
