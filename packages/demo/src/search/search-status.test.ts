import { describe, expect, it } from 'vitest'
import { searchStatus } from './search-status.ts'

const found = { first: 11, last: 20, total: 66, query: 'travel' }
const ended = { found, isLoading: false, isSlow: false, hasNotice: false }

describe('searchStatus', () => {
  it('announces the displayed range, the number of results and the query', () => {
    expect(searchStatus(ended)).toBe('11–20 of 66 results for “travel”')
    expect(searchStatus({ ...ended, found: { first: 1, last: 1, total: 1, query: ' ' } })).toBe('1 result')
    expect(searchStatus({ ...ended, found: { ...found, first: 1, last: 0, total: 0 } })).toBe('0 results for “travel”')
  })

  it('announces a search without the results of the last one', () => {
    const searching = { ...ended, isLoading: true }
    expect(searchStatus(searching)).toBe('Searching…')
    expect(searchStatus({ ...searching, isSlow: true })).toBe('Still searching… Coveo takes longer than usual.')
    expect(searchStatus({ ...searching, found: undefined })).toBe('Loading your results…')
  })

  it('leaves a notice to announce itself', () => {
    expect(searchStatus({ ...ended, hasNotice: true })).toBe('')
  })
})
