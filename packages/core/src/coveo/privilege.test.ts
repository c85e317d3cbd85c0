import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatPrivilege, normalizePrivilege, type Privilege, parsePrivilege } from './privilege.ts'

const word = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,20}$/)
const part = { type: word, targetId: fc.string({ minLength: 1 }), level: word }
const parts = fc.record(part, { requiredKeys: [] })
const privileges: fc.Arbitrary<Privilege> = fc.record(
  { owner: word, targetDomain: word, ...part },
  { requiredKeys: ['owner', 'targetDomain'] },
)

describe('parsePrivilege', () => {
  it('parses owner and domain without ENABLE', () => {
    expect(parsePrivilege('SEARCH_API:EXECUTE_QUERY')).toEqual({ owner: 'SEARCH_API', targetDomain: 'EXECUTE_QUERY' })
    expect(parsePrivilege('SEARCH_API:EXECUTE_QUERY:ENABLE:*:NORMAL')).toEqual(
      parsePrivilege('SEARCH_API:EXECUTE_QUERY'),
    )
  })

  it('parses type, target and level', () => {
    expect(parsePrivilege('PLATFORM:SOURCE:EDIT:acme%3Aweb-1:GLOBAL')).toEqual({
      owner: 'PLATFORM',
      targetDomain: 'SOURCE',
      type: 'EDIT',
      targetId: 'acme:web-1',
      level: 'GLOBAL',
    })
  })

  it.each([
    '',
    'SEARCH_API',
    'SEARCH_API:',
    ':EXECUTE_QUERY',
    'search_api:execute_query',
    'A:B:C::',
    'A:B:',
    'A:B:C:%',
    'A:B:C:D:E:F',
  ])('throws a TypeError for %j', (text) => {
    expect(() => parsePrivilege(text)).toThrow(TypeError)
  })

  it('throws a TypeError for a value that is not a string', () => {
    expect(() => parsePrivilege(undefined as unknown as string)).toThrow(TypeError)
  })
})

describe('formatPrivilege', () => {
  it('writes the shortest form', () => {
    expect(formatPrivilege({ owner: 'SEARCH_API', targetDomain: 'EXECUTE_QUERY', type: 'ENABLE', targetId: '*' })).toBe(
      'SEARCH_API:EXECUTE_QUERY',
    )
    expect(formatPrivilege({ owner: 'SEARCH_API', targetDomain: 'QUERY_PIPELINE', targetId: 'p-1' })).toBe(
      'SEARCH_API:QUERY_PIPELINE:ENABLE:p-1',
    )
  })

  it('is the inverse of parsePrivilege for every privilege', () => {
    fc.assert(
      fc.property(privileges, (privilege) => {
        expect(parsePrivilege(formatPrivilege(privilege))).toEqual(
          normalizePrivilege(privilege, { keepSynonyms: true }),
        )
      }),
    )
  })

  it('writes equal text only for equal privileges', () => {
    fc.assert(
      fc.property(privileges, parts, (a, changed) => {
        const b = { ...a, ...changed }
        const [one, other] = [a, b].map((privilege) => normalizePrivilege(privilege, { keepSynonyms: true }))
        expect(formatPrivilege(a) === formatPrivilege(b)).toBe(JSON.stringify(one) === JSON.stringify(other))
      }),
    )
  })
})

describe('normalizePrivilege', () => {
  it('unifies both names of impersonation, for the Search API only', () => {
    expect(normalizePrivilege('SEARCH_API:IMPERSONATE_SEARCH_API').targetDomain).toBe('IMPERSONATE')
    expect(normalizePrivilege('COMMERCE:IMPERSONATE_SEARCH_API').targetDomain).toBe('IMPERSONATE_SEARCH_API')
  })

  it('does not change its argument', () => {
    const given = Object.freeze({ owner: 'A', targetDomain: 'B', type: 'ENABLE', targetId: '*', level: 'NORMAL' })
    expect(normalizePrivilege(given)).toEqual({ owner: 'A', targetDomain: 'B' })
  })
})
