import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cacheKey } from './cache-key.ts'
import type { Grant } from './grant.ts'
import { createGrantMemo } from './grant-memo.ts'

const few = fc.constantFrom('', 'a', 'b', 'ab', '1:a')
const words = fc.array(few, { maxLength: 3 })
const record = fc.dictionary(few, few, { maxKeys: 3 })
const identity = fc.record(
  { name: few, provider: few, type: fc.constantFrom('User', 'Group', undefined), infos: record, password: few },
  { requiredKeys: ['name', 'provider'] },
)

const plainFields = {
  searchHub: few,
  userDisplayName: few,
  userGroups: words,
  filter: few,
  pipeline: few,
  validFor: fc.nat(3),
}

/** A memo that leads each grant to its very key. */
function memoOfKeys(scope: string, maxEntries: number): (grant: Grant) => string {
  return createGrantMemo({ scope, maxEntries, find: (key) => key })
}

describe('createGrantMemo', () => {
  it('is not fooled by a grant that differs in one field from those before it', () => {
    const simple = fc.record(
      {
        kind: fc.constant('search' as const),
        userIds: fc.tuple(
          fc.record({ name: few, provider: few, type: fc.constant('User') }, { requiredKeys: ['name', 'provider'] }),
        ),
        ...plainFields,
      },
      { requiredKeys: ['kind', 'userIds'] },
    )
    const changes = fc.record(
      {
        userIds: fc.tuple(identity),
        ...plainFields,
        commerce: record,
        fieldOfTheFuture: few,
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(simple, fc.array(changes, { minLength: 1, maxLength: 8 }), (base, changed) => {
        const keyOf = memoOfKeys('', 100)
        for (const change of changed) {
          for (const [field, value] of Object.entries(change)) {
            const other = { ...base, [field]: value } as Grant
            const [{ name, provider }] = base.userIds
            const informed = { ...base, userIds: [{ name, provider, infos: { a: 'b' } }] } as Grant
            for (const grant of [base, other, informed, base, other]) expect(keyOf(grant)).toBe(cacheKey('', grant))
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  it('is not fooled by a field that is present but undefined', () => {
    const userIds = [{ name: 'a', provider: 'p' }]
    const keyOf = memoOfKeys('', 9)
    const hidden = { kind: 'search', userIds, searchHub: undefined } as Grant
    const filtered = { kind: 'search', userIds, commerce: { filter: '@secret' } } as Grant
    expect(keyOf(hidden)).not.toBe(keyOf(filtered))
    const typed = { kind: 'search', userIds: [{ ...userIds[0], type: undefined }] } as Grant
    const informed = { kind: 'search', userIds: [{ ...userIds[0], infos: { team: 'x' } }] } as Grant
    expect(keyOf(typed)).not.toBe(keyOf(informed))
  })

  it('is not fooled by a grant that is changed after it was asked for', () => {
    const keyOf = memoOfKeys('', 9)
    const grant = {
      kind: 'search' as const,
      userIds: [{ name: 'a', provider: 'p' }],
      userGroups: ['x'],
      searchHub: 'h',
    }
    const before = keyOf(grant)
    grant.userGroups[0] = 'y'
    expect(keyOf(grant)).toBe(cacheKey('', grant))
    grant.searchHub = 'other'
    expect(keyOf(grant)).toBe(cacheKey('', grant))
    expect(keyOf(grant)).not.toBe(before)
  })

  it('answers the same when it has forgotten', () => {
    const keyOf = memoOfKeys('scope', 3)
    const list = Array.from({ length: 40 }, (_, user): Grant => {
      return { kind: 'search', userIds: [{ name: `user${user % 7}`, provider: 'p' }], searchHub: `hub${user % 11}` }
    })
    for (const grant of [...list, ...list]) expect(keyOf(grant)).toBe(cacheKey('scope', grant))
  })
})
