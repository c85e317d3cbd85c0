import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasPrivilege, privilege, privilegeName } from './privilege.ts'

const source = privilege('PLATFORM', 'SOURCE', 'VIEW')

describe('hasPrivilege', () => {
  it('treats an absent type as ENABLE, on either side', () => {
    const bare = { owner: 'SEARCH_API', targetDomain: 'EXECUTE_QUERY' }
    const full = privilege('SEARCH_API', 'EXECUTE_QUERY')
    expect(hasPrivilege([bare], full)).toBe(true)
    expect(hasPrivilege([full], bare)).toBe(true)
  })

  it('treats IMPERSONATE and IMPERSONATE_SEARCH_API as one privilege', () => {
    const [short, long] = [privilege('SEARCH_API', 'IMPERSONATE'), privilege('SEARCH_API', 'IMPERSONATE_SEARCH_API')]
    expect(hasPrivilege([short], long)).toBe(true)
    expect(hasPrivilege([long], short)).toBe(true)
    expect(hasPrivilege([privilege('USAGE_ANALYTICS', 'IMPERSONATE')], short)).toBe(false)
  })

  it('includes any target in a wildcard, and only itself in one target', () => {
    const one = { ...source, targetId: 'a' }
    expect(hasPrivilege([source], one)).toBe(true)
    expect(hasPrivilege([one], source)).toBe(false)
    expect(hasPrivilege([one], { ...source, targetId: 'b' })).toBe(false)
    expect(hasPrivilege([one], one)).toBe(true)
  })

  it('distinguishes VIEW from EDIT', () => {
    expect(hasPrivilege([source], { ...source, type: 'EDIT' })).toBe(false)
  })

  it('stays true when privileges are added', () => {
    const any = fc.record({
      owner: fc.constantFrom('A', 'B'),
      targetDomain: fc.constantFrom('X', 'Y'),
      type: fc.constantFrom('VIEW', 'EDIT', undefined),
      targetId: fc.constantFrom('*', '1', undefined),
    })
    fc.assert(
      fc.property(fc.array(any), fc.array(any), any, (some, more, required) => {
        if (hasPrivilege(some, required)) expect(hasPrivilege([...some, ...more], required)).toBe(true)
      }),
    )
  })
})

describe('privilegeName', () => {
  it('omits ENABLE', () => {
    expect(privilegeName(privilege('SEARCH_API', 'EXECUTE_QUERY'))).toBe('SEARCH_API:EXECUTE_QUERY')
    expect(privilegeName(source)).toBe('PLATFORM:SOURCE:VIEW')
  })
})
