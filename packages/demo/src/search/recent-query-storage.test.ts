import { afterEach, describe, expect, it } from 'vitest'
import { createRecentQueryStorage } from './recent-query-storage.ts'

afterEach(() => sessionStorage.clear())

describe('createRecentQueryStorage', () => {
  it('returns the queries of one user only', () => {
    createRecentQueryStorage('alice').write(['password', 'travel'])
    expect(createRecentQueryStorage('alice').read()).toEqual(['password', 'travel'])
    expect(createRecentQueryStorage('bob').read()).toEqual([])
  })

  it('returns no queries after `clear()`, nor from a value that it did not write', () => {
    const storage = createRecentQueryStorage('alice')
    storage.write(['password'])
    storage.clear()
    expect(storage.read()).toEqual([])
    sessionStorage.setItem('recent-queries:alice', '{"broken"')
    expect(storage.read()).toEqual([])
  })
})
