import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasPrivileges, missingPrivileges } from './has-privileges.ts'
import type { Privilege } from './privilege.ts'

const few: fc.Arbitrary<Privilege> = fc.record(
  {
    owner: fc.constantFrom('SEARCH_API', 'PLATFORM'),
    targetDomain: fc.constantFrom('IMPERSONATE', 'IMPERSONATE_SEARCH_API', 'SOURCE'),
    type: fc.constantFrom('ENABLE', 'VIEW', 'EDIT'),
    targetId: fc.constantFrom('*', 'a', 'b'),
    level: fc.constantFrom('NORMAL', 'GLOBAL'),
  },
  { requiredKeys: ['owner', 'targetDomain'] },
)

describe('hasPrivileges', () => {
  it('reads an absent type as ENABLE, on either side', () => {
    const bare = { owner: 'SEARCH_API', targetDomain: 'EXECUTE_QUERY' }
    expect(hasPrivileges(bare, { ...bare, type: 'ENABLE' })).toBe(true)
    expect(hasPrivileges({ ...bare, type: 'ENABLE' }, bare)).toBe(true)
    expect(hasPrivileges({ ...bare, type: 'VIEW' }, bare)).toBe(false)
  })

  it('lets every target cover one, and one not cover every', () => {
    expect(hasPrivileges('PLATFORM:SOURCE:EDIT:*', 'PLATFORM:SOURCE:EDIT:web')).toBe(true)
    expect(hasPrivileges('PLATFORM:SOURCE:EDIT:web', 'PLATFORM:SOURCE:EDIT')).toBe(false)
    expect(hasPrivileges('PLATFORM:SOURCE:EDIT:web', 'PLATFORM:SOURCE:EDIT:files')).toBe(false)
  })

  it('treats both names of impersonation as one', () => {
    expect(hasPrivileges('SEARCH_API:IMPERSONATE', 'SEARCH_API:IMPERSONATE_SEARCH_API')).toBe(true)
    expect(hasPrivileges('SEARCH_API:IMPERSONATE_SEARCH_API', 'SEARCH_API:IMPERSONATE')).toBe(true)
    expect(hasPrivileges('USAGE_ANALYTICS:IMPERSONATE', 'SEARCH_API:IMPERSONATE')).toBe(false)
  })

  it('does not take EDIT for VIEW', () => {
    expect(hasPrivileges('PLATFORM:SOURCE:EDIT', 'PLATFORM:SOURCE:VIEW')).toBe(false)
  })

  it('takes GLOBAL for NORMAL, never the other way, and an unknown level only for itself', () => {
    const at = (level?: string) => ({ owner: 'PLATFORM', targetDomain: 'ORGANIZATION', type: 'VIEW', level })
    expect(hasPrivileges(at('GLOBAL'), at())).toBe(true)
    expect(hasPrivileges(at(), at('GLOBAL'))).toBe(false)
    expect(hasPrivileges(at('LOCAL'), at())).toBe(false)
    expect(hasPrivileges(at('LOCAL'), at('LOCAL'))).toBe(true)
  })

  it('adds up several granted privileges', () => {
    const granted = ['SEARCH_API:EXECUTE_QUERY', 'USAGE_ANALYTICS:ANALYTICS_DATA:EDIT']
    expect(hasPrivileges(granted, [...granted].reverse())).toBe(true)
    expect(hasPrivileges([], 'SEARCH_API:EXECUTE_QUERY')).toBe(false)
  })

  it('is reflexive and transitive', () => {
    fc.assert(
      fc.property(few, few, few, (a, b, c) => {
        expect(hasPrivileges(a, a)).toBe(true)
        if (hasPrivileges(a, b) && hasPrivileges(b, c)) expect(hasPrivileges(a, c)).toBe(true)
      }),
    )
  })

  it('never shrinks when more is granted', () => {
    fc.assert(
      fc.property(fc.array(few), few, few, (granted, more, need) => {
        if (hasPrivileges(granted, need)) expect(hasPrivileges([...granted, more], need)).toBe(true)
      }),
    )
  })
})

describe('missingPrivileges', () => {
  it('returns what is not covered: canonical, each once, in order', () => {
    const missing = missingPrivileges(
      ['SEARCH_API:EXECUTE_QUERY'],
      [
        { owner: 'SEARCH_API', targetDomain: 'IMPERSONATE_SEARCH_API', type: 'ENABLE', targetId: '*', level: 'NORMAL' },
        'PLATFORM:SOURCE:VIEW',
        'SEARCH_API:IMPERSONATE',
        'SEARCH_API:EXECUTE_QUERY',
      ],
    )
    expect(missing).toEqual([
      { owner: 'SEARCH_API', targetDomain: 'IMPERSONATE' },
      { owner: 'PLATFORM', targetDomain: 'SOURCE', type: 'VIEW' },
    ])
  })

  it('leaves nothing missing once it is granted', () => {
    fc.assert(
      fc.property(fc.array(few), fc.array(few), (granted, required) => {
        expect(missingPrivileges([...granted, ...missingPrivileges(granted, required)], required)).toEqual([])
      }),
    )
  })
})
