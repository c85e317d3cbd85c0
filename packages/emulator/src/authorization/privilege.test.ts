import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allows, privilege, privilegeName } from './privilege.ts'

const source = privilege('PLATFORM', 'SOURCE', 'VIEW')

describe('allows', () => {
  it('reads an absent type as ENABLE, on either side', () => {
    const bare = { owner: 'SEARCH_API', targetDomain: 'EXECUTE_QUERY' }
    const full = privilege('SEARCH_API', 'EXECUTE_QUERY')
    expect(allows([bare], full)).toBe(true)
    expect(allows([full], bare)).toBe(true)
  })

  it('takes IMPERSONATE and IMPERSONATE_SEARCH_API for one privilege', () => {
    const [short, long] = [privilege('SEARCH_API', 'IMPERSONATE'), privilege('SEARCH_API', 'IMPERSONATE_SEARCH_API')]
    expect(allows([short], long)).toBe(true)
    expect(allows([long], short)).toBe(true)
    expect(allows([privilege('USAGE_ANALYTICS', 'IMPERSONATE')], short)).toBe(false)
  })

  it('lets a wildcard cover one target, and one target nothing but itself', () => {
    const one = { ...source, targetId: 'a' }
    expect(allows([source], one)).toBe(true)
    expect(allows([one], source)).toBe(false)
    expect(allows([one], { ...source, targetId: 'b' })).toBe(false)
    expect(allows([one], one)).toBe(true)
  })

  it('keeps VIEW and EDIT apart', () => {
    expect(allows([source], { ...source, type: 'EDIT' })).toBe(false)
  })

  it('never loses by more privileges', () => {
    const any = fc.record({
      owner: fc.constantFrom('A', 'B'),
      targetDomain: fc.constantFrom('X', 'Y'),
      type: fc.constantFrom('VIEW', 'EDIT', undefined),
      targetId: fc.constantFrom('*', '1', undefined),
    })
    fc.assert(
      fc.property(fc.array(any), fc.array(any), any, (some, more, required) => {
        if (allows(some, required)) expect(allows([...some, ...more], required)).toBe(true)
      }),
    )
  })
})

describe('privilegeName', () => {
  it('leaves ENABLE out', () => {
    expect(privilegeName(privilege('SEARCH_API', 'EXECUTE_QUERY'))).toBe('SEARCH_API:EXECUTE_QUERY')
    expect(privilegeName(source)).toBe('PLATFORM:SOURCE:VIEW')
  })
})
