import { describe, expect, it } from 'vitest'
import { searchTitle } from './search-title.ts'

describe('searchTitle', () => {
  it('names the query', () => {
    expect(searchTitle(' sensor ')).toBe('sensor · Knowledge')
  })

  it('names the site alone without words', () => {
    for (const query of ['', '   ']) expect(searchTitle(query)).toBe('Knowledge · search as yourself')
  })
})
