import { describe, expect, it } from 'vitest'
import type { TokenClaims } from './token-claims.ts'
import { describeTokenPrivileges, enforcedParameters } from './token-privileges.ts'

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

describe('describeTokenPrivileges', () => {
  it('describes the role of a search token', () => {
    expect(describeTokenPrivileges({ ...none, roles: ['queryExecutor'] })).toEqual(['Run searches'])
  })

  it('distinguishes reading analytics from sending them', () => {
    const domain = { owner: 'USAGE_ANALYTICS', targetDomain: 'ANALYTICS_DATA' }
    expect(describeTokenPrivileges({ ...none, privileges: [{ ...domain, type: 'EDIT' }] })).toEqual([
      'Send usage analytics',
    ])
    expect(describeTokenPrivileges({ ...none, privileges: [{ ...domain, type: 'VIEW' }] })).toEqual([
      'Read usage analytics',
    ])
  })

  it('treats an absent type as ENABLE, and removes duplicates', () => {
    const execute = { owner: 'SEARCH_API', targetDomain: 'EXECUTE_QUERY' }
    expect(describeTokenPrivileges({ ...none, privileges: [execute, { ...execute, type: 'ENABLE' }] })).toEqual([
      'Run searches',
    ])
  })

  it('shows an unknown privilege by its name', () => {
    const privileges = [{ owner: 'PLATFORM', targetDomain: 'SOURCE', type: 'EDIT' }]
    expect(describeTokenPrivileges({ ...none, roles: ['newRole'], privileges })).toEqual([
      'newRole',
      'PLATFORM:SOURCE:EDIT',
    ])
  })
})

describe('enforcedParameters', () => {
  it('lists the enforced parameters only', () => {
    expect(enforcedParameters({ ...none, searchHub: 'knowledge', groups: ['support', 'emea'] })).toEqual([
      { label: 'Search hub', value: 'knowledge' },
      { label: 'Groups', value: 'support, emea' },
    ])
  })
})
