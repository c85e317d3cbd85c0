import { getSampleSearchEngineConfiguration } from '@coveo/headless'
import { describe, expect, it } from 'vitest'
import { searchBuilder } from './build-search.ts'
import type { FirstState } from './first-state.ts'

const state = { search: { response: { searchUid: 'of-alice' } } } as unknown as FirstState
const options = { configuration: { ...getSampleSearchEngineConfiguration(), accessToken: 'x' } }

function searchUidFor(subject: string | undefined, first: string | undefined) {
  const source = { getSnapshot: () => ({ subject }) as never }
  return searchBuilder(source, { state, subject: first })(options).state.search.response.searchUid
}

describe('searchBuilder', () => {
  it('starts with the first search of the page for the user whom it was sent for', () => {
    expect(searchUidFor('alice', 'alice')).toBe('of-alice')
  })

  it.each([
    ['another user', 'bob', 'alice'],
    ['no user', undefined, 'alice'],
    ['a first search of an unknown user', 'alice', undefined],
    ['two unknown users', undefined, undefined],
  ])('starts without it for %s', (_, subject, first) => {
    expect(searchUidFor(subject, first)).not.toBe('of-alice')
  })
})
