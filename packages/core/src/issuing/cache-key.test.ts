import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cacheKey } from './cache-key.ts'
import type { Grant } from './grant.ts'
import { rights, sets } from './grant-rights.test.fixture.ts'
import { readKey } from './read-cache-key.test.support.ts'

const few = fc.constantFrom('', 'a', 'b', 'ab', '1:', '1:a', ':', ',', '[', 'h1:a', 'User', '\u0000', '\ud83d')
const words = fc.array(few, { maxLength: 3 })
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })
const record = fc.dictionary(few, few, { maxKeys: 3 })

const identity = fc.record(
  {
    name: few,
    provider: few,
    type: fc.constantFrom('User', 'Group', undefined),
    infos: maybe(record),
    password: maybe(few),
  },
  { requiredKeys: ['name', 'provider'] },
)

const search = fc.record(
  {
    kind: fc.constant('search'),
    userIds: fc.array(identity, { minLength: 1, maxLength: 2 }),
    searchHub: maybe(few),
    userDisplayName: maybe(few),
    userGroups: maybe(words),
    canSeeUserProfileOf: maybe(words),
    filter: maybe(few),
    pipeline: maybe(few),
    validFor: maybe(fc.constantFrom(900_000, 900_001)),
    dictionaryFieldContext: maybe(record),
    allowedDictionaryFieldKeys: maybe(fc.dictionary(few, words, { maxKeys: 2 })),
    commerce: maybe(record),
    usertype: maybe(few),
    scope: maybe(fc.nat(2)),
    salesforceFallbackToAdmin: maybe(fc.boolean()),
    fieldOfTheFuture: maybe(few),
  },
  { requiredKeys: ['kind', 'userIds'] },
)

const privilege = fc.record(
  { owner: few, targetDomain: few, type: maybe(few), targetId: maybe(few), level: maybe(few) },
  { requiredKeys: ['owner', 'targetDomain'] },
)

const platform = fc.record(
  {
    kind: fc.constant('platform'),
    privileges: fc.array(privilege, { minLength: 1, maxLength: 3 }),
    userIds: maybe(fc.array(identity, { maxLength: 2 })),
    analytics: maybe(fc.record({ userId: few, userDisplayName: few }, { requiredKeys: [] })),
    validityPeriodMs: maybe(fc.constantFrom(1_000, 2_000)),
  },
  { requiredKeys: ['kind', 'privileges'] },
)

const grants = fc.oneof(search, platform) as fc.Arbitrary<Grant>

describe('cacheKey', () => {
  it('holds every field of the grant, so that it can be read back', () => {
    fc.assert(
      fc.property(grants, (grant) => {
        expect(rights(readKey(cacheKey(grant)) as Grant)).toBe(rights(grant))
      }),
      { numRuns: 500 },
    )
  })

  it('is the same for two grants exactly when their rights are', () => {
    fc.assert(
      fc.property(fc.array(grants, { minLength: 20, maxLength: 40 }), (some) => {
        const list = some.flatMap((grant) => [grant, reversed(grant) as Grant])
        const byKey = new Map(list.map((grant) => [cacheKey(grant), rights(grant)]))
        expect(byKey.size).toBe(new Set(list.map(rights)).size)
        for (const grant of list) expect(byKey.get(cacheKey(grant))).toBe(rights(grant))
      }),
      { numRuns: 30 },
    )
  })

  it('differs for grants that differ in one field alone', () => {
    fc.assert(
      fc.property(search, search, fc.nat(), (one, other, pick) => {
        const fields = Object.keys(other) as (keyof typeof other)[]
        const field = fields[pick % fields.length] ?? 'userIds'
        const changed = { ...one, [field]: other[field] } as unknown as Grant
        const same = rights(one as unknown as Grant) === rights(changed)
        expect(cacheKey(one as unknown as Grant) === cacheKey(changed)).toBe(same)
      }),
      { numRuns: 700 },
    )
  })

  it('does not depend on the order of sets, nor of fields', () => {
    fc.assert(
      fc.property(grants, (grant) => {
        expect(cacheKey(reversed(grant) as Grant)).toBe(cacheKey(grant))
      }),
    )
  })

  it('differs with the order of userIds: the first identity gets alert mail', () => {
    const [alice, bob] = [
      { name: 'alice', provider: 'p' },
      { name: 'bob', provider: 'p' },
    ]
    const privileges = [{ owner: 'SEARCH_API', targetDomain: 'EXECUTE_QUERY' }]
    expect(cacheKey({ kind: 'search', userIds: [alice, bob] })).not.toBe(
      cacheKey({ kind: 'search', userIds: [bob, alice] }),
    )
    expect(cacheKey({ kind: 'platform', privileges, userIds: [alice, bob] })).not.toBe(
      cacheKey({ kind: 'platform', privileges, userIds: [bob, alice] }),
    )
  })

  it('is the same with a field that is undefined as without it', () => {
    const identity = { name: 'a', provider: 'p' }
    const plain = cacheKey({ kind: 'search', userIds: [identity] })
    const fields = { searchHub: undefined, commerce: undefined }
    expect(cacheKey({ kind: 'search', userIds: [identity], ...fields })).toBe(plain)
    const explicit = { ...identity, type: undefined, infos: undefined }
    expect(cacheKey({ kind: 'search', userIds: [explicit] })).toBe(plain)
  })

  it('is the same for the default type of an identity as without a type', () => {
    const [plain, user, group] = [undefined, 'User', 'Group'].map((type) =>
      cacheKey({ kind: 'search', userIds: [{ name: 'a', provider: 'p', ...(type && { type }) }] } as Grant),
    )
    expect(user).toBe(plain)
    expect(group).not.toBe(plain)
  })

  it('holds a field that this version does not know beside any number of known ones', () => {
    const known = Object.entries({
      searchHub: 'h',
      userDisplayName: 'd',
      filter: '@a',
      pipeline: 'p',
      validFor: 900_000,
      userGroups: ['g'],
      canSeeUserProfileOf: ['o'],
    })
    for (let count = 0; count <= known.length; count++) {
      for (let unknown = 1; unknown <= 8; unknown++) {
        const more = Array.from({ length: unknown - 1 }, (_, at) => [`other${at}`, 'x'])
        const [one, other] = ['one', 'other'].map((future) => {
          const fields = Object.fromEntries([...known.slice(0, count), ...more])
          return cacheKey({ kind: 'search', userIds: [{ name: 'a', provider: 'p' }], ...fields, future } as Grant)
        })
        expect(one, `${count} known and ${unknown} unknown fields`).not.toBe(other)
      }
    }
  })

  it('differs for identities that are no list', () => {
    const [one, other] = ['a', 'b'].map((userIds) => cacheKey({ kind: 'search', userIds } as unknown as Grant))
    expect(one).not.toBe(other)
  })

  it('differs with each additional field of an identity', () => {
    const identity = { name: 'a', provider: 'p', type: 'Group' } as const
    const [one, other] = [{ infos: { a: '1' } }, { infos: { a: '2' } }]
    const keys = [{}, one, other].map((more) => cacheKey({ kind: 'search', userIds: [{ ...identity, ...more }] }))
    expect(new Set(keys).size).toBe(3)
  })

  it('takes values of the wrong type apart from the text that they look like', () => {
    const userIds = [{ name: 'a', provider: 'p' }]
    const wrong = [
      { searchHub: '1' },
      { searchHub: 1 },
      { searchHub: true },
      { searchHub: 'true' },
      { searchHub: null },
    ]
    const keys = wrong.map((fields) => cacheKey({ kind: 'search', userIds, ...fields } as unknown as Grant))
    expect(new Set(keys).size).toBe(wrong.length)
  })
})

function reversed(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => reversed(item))
    return sets.has(name) ? items.reverse() : items
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member, key)]),
  )
}
