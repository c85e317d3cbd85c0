import { describe, expect, it } from 'vitest'
import type { TokenClaims } from './token-claims.ts'
import { tokenLimits, tokenPowers } from './token-powers.ts'

const none: TokenClaims = {
  identities: [],
  privileges: [],
  roles: [],
  groups: [],
  searchHub: undefined,
  pipeline: undefined,
  filter: undefined,
  lifetimeMs: undefined,
}

describe('tokenPowers', () => {
  it('puts the role of a search token into words', () => {
    expect(tokenPowers({ ...none, roles: ['queryExecutor'] })).toEqual(['Run searches'])
  })

  it('tells reading analytics from sending them', () => {
    const domain = { owner: 'USAGE_ANALYTICS', targetDomain: 'ANALYTICS_DATA' }
    expect(tokenPowers({ ...none, privileges: [{ ...domain, type: 'EDIT' }] })).toEqual(['Send usage analytics'])
    expect(tokenPowers({ ...none, privileges: [{ ...domain, type: 'VIEW' }] })).toEqual(['Read usage analytics'])
  })

  it('takes an absent type for ENABLE, and says the same thing once', () => {
    const execute = { owner: 'SEARCH_API', targetDomain: 'EXECUTE_QUERY' }
    expect(tokenPowers({ ...none, privileges: [execute, { ...execute, type: 'ENABLE' }] })).toEqual(['Run searches'])
  })

  it('shows what it has no words for by its name', () => {
    const privileges = [{ owner: 'PLATFORM', targetDomain: 'SOURCE', type: 'EDIT' }]
    expect(tokenPowers({ ...none, roles: ['newRole'], privileges })).toEqual(['newRole', 'PLATFORM:SOURCE:EDIT'])
  })
})

describe('tokenLimits', () => {
  it('lists what the token fixes, and only that', () => {
    expect(tokenLimits({ ...none, searchHub: 'knowledge', groups: ['support', 'emea'] })).toEqual([
      { label: 'Search hub', value: 'knowledge' },
      { label: 'Groups', value: 'support, emea' },
    ])
  })
})
