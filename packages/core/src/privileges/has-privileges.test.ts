import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Privilege } from '../coveo/privilege.ts'
import { hasPrivileges, missingPrivileges } from './has-privileges.ts'

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
  it('treats an absent type as ENABLE on either side', () => {
    const bare = { owner: 'SEARCH_API', targetDomain: 'EXECUTE_QUERY' }
    expect(hasPrivileges(bare, { ...bare, type: 'ENABLE' })).toBe(true)
    expect(hasPrivileges({ ...bare, type: 'ENABLE' }, bare)).toBe(true)
    expect(hasPrivileges({ ...bare, type: 'VIEW' }, bare)).toBe(false)
  })

  it('lets every target include one target, not the reverse', () => {
    expect(hasPrivileges('PLATFORM:SOURCE:EDIT:*', 'PLATFORM:SOURCE:EDIT:web')).toBe(true)
    expect(hasPrivileges('PLATFORM:SOURCE:EDIT:web', 'PLATFORM:SOURCE:EDIT')).toBe(false)
    expect(hasPrivileges('PLATFORM:SOURCE:EDIT:web', 'PLATFORM:SOURCE:EDIT:files')).toBe(false)
  })

  it('treats both names of impersonation as one', () => {
    expect(hasPrivileges('SEARCH_API:IMPERSONATE', 'SEARCH_API:IMPERSONATE_SEARCH_API')).toBe(true)
    expect(hasPrivileges('SEARCH_API:IMPERSONATE_SEARCH_API', 'SEARCH_API:IMPERSONATE')).toBe(true)
    expect(hasPrivileges('USAGE_ANALYTICS:IMPERSONATE', 'SEARCH_API:IMPERSONATE')).toBe(false)
  })

  it('does not imply VIEW by EDIT', () => {
    expect(hasPrivileges('PLATFORM:SOURCE:EDIT', 'PLATFORM:SOURCE:VIEW')).toBe(false)
  })

  it('lets GLOBAL include NORMAL, not the reverse, and an unknown level only itself', () => {
    const at = (level?: string) => ({ owner: 'PLATFORM', targetDomain: 'ORGANIZATION', type: 'VIEW', level })
    expect(hasPrivileges(at('GLOBAL'), at())).toBe(true)
    expect(hasPrivileges(at(), at('GLOBAL'))).toBe(false)
    expect(hasPrivileges(at('LOCAL'), at())).toBe(false)
    expect(hasPrivileges(at('GLOBAL'), at('LOCAL'))).toBe(false)
    expect(hasPrivileges(at('LOCAL'), at('LOCAL'))).toBe(true)
  })

  it('combines several granted privileges', () => {
    const granted = ['SEARCH_API:EXECUTE_QUERY', 'USAGE_ANALYTICS:ANALYTICS_DATA:EDIT'] as const
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

  it('is monotonic in the granted privileges', () => {
    fc.assert(
      fc.property(fc.array(few), few, few, (granted, more, need) => {
        if (hasPrivileges(granted, need)) expect(hasPrivileges([...granted, more], need)).toBe(true)
      }),
    )
  })
})

describe('missingPrivileges', () => {
  it('returns the missing privileges in normal form, each once, in order', () => {
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

  it('returns nothing once they are granted', () => {
    fc.assert(
      fc.property(fc.array(few), fc.array(few), (granted, required) => {
        expect(missingPrivileges([...granted, ...missingPrivileges(granted, required)], required)).toEqual([])
      }),
    )
  })
})
