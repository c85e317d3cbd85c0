import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { excerptOf, highlightsOf } from './highlight.ts'
import { stemOf, wordsOf } from './words.ts'

describe('highlightsOf', () => {
  it('finds every form of a word', () => {
    const text = 'Policies: rotate a policy; rotating it.'
    const found = highlightsOf(text, new Set([stemOf('policy'), stemOf('rotated')]))
    expect(found.map(({ offset, length }) => text.slice(offset, offset + length))).toEqual([
      'Policies',
      'rotate',
      'policy',
      'rotating',
    ])
  })

  it('marks whole words in order, without overlap', () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 40 }), fc.array(fc.lorem({ maxCount: 1 })), (text, term) => {
        let end = 0
        for (const { offset, length } of highlightsOf(text, new Set(term.map(stemOf)))) {
          expect(offset).toBeGreaterThanOrEqual(end)
          expect(text.slice(offset, offset + length)).toMatch(/^\w+$/)
          end = offset + length
        }
        expect(end).toBeLessThanOrEqual(text.length)
      }),
    )
  })
})

describe('excerptOf', () => {
  const text = `${'filler words here '.repeat(30)}the humidity sensor drifts${' and more filler'.repeat(30)}`

  it('returns the part with the query terms', () => {
    const excerpt = excerptOf(text, { stems: new Set(['humidity', 'sensor'].map(stemOf)), length: 100 })
    expect(excerpt).toContain('humidity sensor')
    expect(excerpt).toMatch(/^\.\.\. .* \.\.\.$/)
  })

  it('respects the length without cutting a word', () => {
    const known = new Set(wordsOf(text).map((word) => word.text))
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 300 }), fc.constantFrom('humidity', 'nothing', 'more'), (length, term) => {
        const excerpt = excerptOf(text, { stems: new Set([stemOf(term)]), length }).replace(/^\.\.\. | \.\.\.$/g, '')
        expect(excerpt.length).toBeLessThanOrEqual(length)
        for (const word of wordsOf(excerpt)) expect(known).toContain(word.text)
      }),
    )
  })

  it('returns a short text whole', () => {
    expect(excerptOf('Short.', { stems: new Set() })).toBe('Short.')
  })
})
