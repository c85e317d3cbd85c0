import { describe, expect, it, vi } from 'vitest'
import { memoize } from './memoize.ts'

describe('memoize', () => {
  it('computes once for a text', () => {
    const compute = vi.fn((text: string) => text.toUpperCase())
    const cached = memoize(compute)
    expect([cached('a'), cached('b'), cached('a')]).toEqual(['A', 'B', 'A'])
    expect(compute).toHaveBeenCalledTimes(2)
  })

  it('keeps texts up to a number of characters', () => {
    const compute = vi.fn((text: string) => text.length)
    const cached = memoize(compute, { maxCharacters: 10 })
    for (const text of ['aaaa', 'bbbb', 'aaaa', 'cccc', 'aaaa', 'cccc', 'x'.repeat(11), 'x'.repeat(11)]) cached(text)
    expect(compute.mock.calls.map(([text]) => text[0])).toEqual(['a', 'b', 'c', 'a', 'x', 'x'])
  })

  it('computes again after an error', () => {
    const compute = vi.fn().mockImplementationOnce(() => {
      throw new Error('once')
    })
    const cached = memoize(compute.mockReturnValue(1))
    expect(() => cached('a')).toThrow('once')
    expect(cached('a')).toBe(1)
  })
})
