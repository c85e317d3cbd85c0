import { describe, expect, it } from 'vitest'
import { searchWords } from './search-words.ts'

describe('searchWords', () => {
  it('returns a name whole and in parts', () => {
    expect(searchWords('Set maxMintsPerMinute, or COVEO_API_KEY.')).toEqual([
      'Set',
      'maxMintsPerMinute',
      'max',
      'Mints',
      'Per',
      'Minute',
      'or',
      'COVEO_API_KEY',
      'COVEO',
      'API',
      'KEY',
    ])
  })

  it('needs nothing but its argument, since the page runs its source', () => {
    const copy = new Function(`return ${searchWords}`)() as typeof searchWords
    expect(copy('a-b')).toEqual(['a', 'b'])
  })
})
