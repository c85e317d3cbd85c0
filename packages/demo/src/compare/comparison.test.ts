import { describe, expect, it } from 'vitest'
import { alignResults } from './comparison.ts'

function results(ids: string) {
  return [...ids].map((id) => ({ id, title: id, source: '' }))
}

function align(left: string, right: string): string[] {
  return alignResults(results(left), results(right)).map((row) => `${row.left?.id ?? '-'}${row.right?.id ?? '-'}`)
}

describe('alignResults', () => {
  it('puts a shared document into one row, and the others into rows of their own', () => {
    expect(align('abc', 'bd')).toEqual(['a-', 'bb', '-d', 'c-'])
  })

  it('keeps every document of both sides exactly once', () => {
    expect(align('abc', 'cba')).toEqual(['aa', 'cc', 'bb'])
    expect(align('', 'xy')).toEqual(['-x', '-y'])
    expect(align('xy', '')).toEqual(['x-', 'y-'])
  })
})
