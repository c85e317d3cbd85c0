import { describe, expect, it } from 'vitest'
import { type FoundResult, resultFields } from './result-fields.ts'

function fieldsOf(result: Partial<FoundResult>) {
  return resultFields({ raw: {}, ...result })
}

describe('resultFields', () => {
  it('returns the text, the authors and the date', () => {
    const raw = { source: 'Wiki', author: 'Alice', date: 0 }
    expect(fieldsOf({ title: 'One', excerpt: 'two', raw })).toEqual({
      title: 'One',
      excerpt: 'two',
      source: 'Wiki',
      authors: ['Alice'],
      date: new Date(0),
    })
  })

  it('names a result that has no title', () => {
    for (const title of [undefined, null, '', '  ', 7]) expect(fieldsOf({ title }).title).toBe('Untitled document')
  })

  it('leaves out dates that do not exist, and values of another type', () => {
    for (const date of [8.64e15 + 1, Number.NaN, null, '2026-01-01', {}]) {
      expect(fieldsOf({ raw: { date } }).date).toBeUndefined()
    }
    expect(fieldsOf({ excerpt: null, raw: { source: ['Wiki'], author: ['Alice', 3, '', {}] } })).toMatchObject({
      excerpt: '',
      source: undefined,
      authors: ['Alice'],
    })
  })
})
