import type { SearchEngine } from '@coveo/headless'
import { describe, expect, it } from 'vitest'
import { firstStateOf } from './first-state.ts'

interface EngineOptions {
  error?: object
  searchUid?: string
}

function engineWith({ error, searchUid = 'uid' }: EngineOptions = {}): SearchEngine {
  const configuration = { accessToken: 'eyJ.secret' }
  const search = { error: error ?? null, response: { searchUid, results: [] } }
  return { state: { configuration, configurationReducer: configuration, search } } as unknown as SearchEngine
}

describe('firstStateOf', () => {
  it('returns the state without the token', () => {
    const state = firstStateOf(engineWith())
    expect(state?.search.response.searchUid).toBe('uid')
    expect(JSON.stringify(state)).not.toContain('eyJ.secret')
  })

  it('returns undefined for a search that failed, or has no response', () => {
    expect(firstStateOf(engineWith({ error: { statusCode: 503 } }))).toBeUndefined()
    expect(firstStateOf(engineWith({ searchUid: '' }))).toBeUndefined()
  })
})
