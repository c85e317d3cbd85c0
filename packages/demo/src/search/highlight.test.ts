import { describe, expect, it } from 'vitest'
import { cutHighlights } from './highlight.tsx'

function cut(text: string, ranges: [offset: number, length: number][]): string {
  const pieces = cutHighlights(
    text,
    ranges.map(([offset, length]) => ({ offset, length })),
  )
  return pieces.map((piece) => (piece.marked ? `[${piece.text}]` : piece.text)).join('')
}

describe('cutHighlights', () => {
  it('highlights each range', () => {
    expect(cut('reset a password', [[8, 8]])).toBe('reset a [password]')
    expect(
      cut('reset a password', [
        [0, 5],
        [8, 8],
      ]),
    ).toBe('[reset] a [password]')
  })

  it('accepts ranges in any order, and merges overlapping ones', () => {
    expect(
      cut('abcdef', [
        [3, 2],
        [0, 2],
      ]),
    ).toBe('[ab]c[de]f')
    expect(
      cut('abcdef', [
        [1, 3],
        [2, 3],
      ]),
    ).toBe('a[bcd][e]f')
    expect(
      cut('abcdef', [
        [1, 3],
        [1, 3],
      ]),
    ).toBe('a[bcd]ef')
  })

  it('clips ranges to the text', () => {
    expect(
      cut('abc', [
        [2, 9],
        [7, 1],
      ]),
    ).toBe('ab[c]')
    expect(cut('', [[0, 1]])).toBe('')
  })
})
