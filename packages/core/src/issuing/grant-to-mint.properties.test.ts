import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isTokenError } from '../shared/token-error.ts'
import { cacheKey } from './cache-key.ts'
import { checkedGrant, type Grant } from './grant.ts'
import { rights } from './grant-rights.test.fixture.ts'
import { grantToMint } from './grant-to-mint.ts'

const lifetimeMs = 3_600_000

/** The cache key of a grant, and the grant that is sent to Coveo. */
interface Read {
  key: string
  sent: Grant
}

function read(source: unknown): Read {
  const { key, grant } = grantToMint(source, lifetimeMs)
  return { key, sent: grant }
}

/** The planted fault: the key and the call each read the caller's object. */
function readTwice(source: unknown): Read {
  const grant = source as Grant
  return { key: cacheKey(grant), sent: checkedGrant({ ...grant }, lifetimeMs) }
}

/** The planted fault: a key without the additional information of an identity. */
function readWithoutInfos(source: unknown): Read {
  const { sent } = read(source)
  const userIds = sent.userIds?.map(({ name, provider, type }) => ({ name, provider, type }))
  return { key: cacheKey({ ...sent, userIds } as Grant), sent }
}

const texts = ['a', 'b', 'ab', '1', '1:a', 'é', 'e\u0301', 'h1:a', 'constructor', '\ufffd', '😀']
const broken = ['\ud800', 'a\udc00']
const text = fc.constantFrom(...texts)
const dictionary = fc.dictionary(fc.constantFrom('a', 'b', 'constructor'), text, { maxKeys: 2, noNullPrototype: true })
const list = fc.array(text, { maxLength: 3 })

const search = fc.record(
  {
    kind: fc.constant('search'),
    userIds: fc.array(
      fc.record(
        {
          name: text,
          provider: text,
          type: fc.constantFrom('User', 'Group', 'Unknown'),
          infos: dictionary,
          authCookie: text,
        },
        { requiredKeys: ['name', 'provider'] },
      ),
      { minLength: 1, maxLength: 2 },
    ),
    searchHub: text,
    userDisplayName: text,
    userGroups: list,
    canSeeUserProfileOf: list,
    filter: text,
    pipeline: text,
    validFor: fc.constantFrom(900_000, 901_000),
    dictionaryFieldContext: dictionary,
    commerce: fc.record({ catalogId: text, filter: text, operation: text }, { requiredKeys: [] }),
    usertype: text,
    scope: fc.constantFrom(0, 1),
  },
  { requiredKeys: ['kind', 'userIds'] },
)

const platform = fc.record(
  {
    kind: fc.constant('platform'),
    privileges: fc.array(
      fc.record(
        { owner: text, targetDomain: text, type: text, targetId: text, level: text },
        { requiredKeys: ['owner', 'targetDomain'] },
      ),
      { minLength: 1, maxLength: 3 },
    ),
    userIds: fc.array(fc.record({ name: text, provider: text }), { maxLength: 2 }),
    analytics: fc.record({ userId: text, userDisplayName: text }, { requiredKeys: [] }),
    validityPeriodMs: fc.constantFrom(1_000, 2_000),
  },
  { requiredKeys: ['kind', 'privileges'] },
)

const plain: fc.Arbitrary<object> = fc.oneof({ weight: 4, arbitrary: search }, platform)

const shapes = ['plain', 'hidden', 'inherited', 'getter', 'changing', 'class', 'symbol', 'proxy', 'halved'] as const
type Shape = (typeof shapes)[number]

/** All objects in a grant. */
function holders(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return []
  const inside = Object.values(value).flatMap(holders)
  return Array.isArray(value) ? inside : [value as Record<string, unknown>, ...inside]
}

/** Gives one object in a copy of the grant a shape that a careless or hostile data layer produces. */
function reshape(grant: object, { shape, pick }: { shape: Shape; pick: number }): unknown {
  const copy = structuredClone(grant)
  const all = holders(copy)
  const holder = all[pick % all.length] ?? {}
  const names = Object.keys(holder)
  const name = names[pick % Math.max(1, names.length)] ?? 'added'
  const value = holder[name]
  delete holder[name]
  let reads = 0
  if (shape === 'hidden') Object.defineProperty(holder, name, { value, enumerable: false })
  else if (shape === 'inherited') Object.setPrototypeOf(holder, { [name]: value })
  else if (shape === 'getter') Object.defineProperty(holder, name, { get: () => value, enumerable: true })
  else if (shape === 'changing') {
    const get = () => (reads++ % 2 === 0 ? value : typeof value === 'string' ? 'b' : value)
    Object.defineProperty(holder, name, { get, enumerable: true })
  } else if (shape === 'class') {
    const prototype = Object.defineProperty({}, name, { get: () => value })
    Object.setPrototypeOf(holder, prototype)
  } else if (value !== undefined) holder[name] = value
  if (shape === 'symbol') Object.assign(holder, { [Symbol('x')]: pick })
  if (shape === 'halved') holder[name] = broken[pick % broken.length]
  return shape === 'proxy' ? new Proxy(copy, {}) : copy
}

/** The grant with one value changed, added or removed, as a key that forgets a field would not notice. */
function sibling(grant: object, pick: number): object {
  const copy = structuredClone(grant)
  const all = holders(copy)
  const holder = all[pick % all.length] ?? {}
  const names = Object.keys(holder).filter(
    (name) => typeof holder[name] === 'string' && name !== 'kind' && name !== 'type',
  )
  const name = names[pick % Math.max(1, names.length)]
  if (name !== undefined) holder[name] = texts[pick % texts.length]
  return copy
}

const cases = fc
  .record({
    grant: plain,
    shape: fc.constantFrom(...shapes),
    picks: fc.array(fc.nat(10_000), { minLength: 4, maxLength: 4 }),
  })
  .map(({ grant, shape, picks: [pick = 0, ...others] }) => [
    { source: grant as unknown, isPlain: true },
    ...others.map((other) => ({ source: sibling(grant, other) as unknown, isPlain: true })),
    { source: reshape(grant, { shape, pick }), isPlain: shape === 'plain' },
  ])

/** Two grants have one key exactly if Coveo would give both the same rights; and no plain grant is refused. */
function keysAreRights(reader: (source: unknown) => Read) {
  return fc.property(fc.array(cases, { minLength: 3, maxLength: 8 }), (groups) => {
    const rightsOf = new Map<string, string>()
    const keyOf = new Map<string, string>()
    for (const { source, isPlain } of groups.flat()) {
      let result: Read
      try {
        result = reader(source)
      } catch (error) {
        expect(isTokenError(error) && error.code).toBe('grant-invalid')
        expect(isPlain).toBe(false)
        continue
      }
      expect(isPlain).toBe(true)
      const sent = rights(result.sent)
      expect(rightsOf.get(result.key) ?? sent, 'two grants with one key').toBe(sent)
      expect(keyOf.get(sent) ?? result.key, 'one grant with two keys').toBe(result.key)
      rightsOf.set(result.key, sent)
      keyOf.set(sent, result.key)
    }
  })
}

describe('grantToMint', () => {
  it('has one key for equal rights and no other, for plain grants alone', () => {
    fc.assert(keysAreRights(read), { numRuns: 300 })
  })

  it('fails this property if the grant is read twice', () => {
    expect(fc.check(keysAreRights(readTwice), { numRuns: 1_000 })).toMatchObject({ failed: true })
  })

  it('fails this property if the key leaves out a field', () => {
    const { failed, errorInstance } = fc.check(keysAreRights(readWithoutInfos), { numRuns: 1_000 })
    expect(failed).toBe(true)
    expect(errorInstance).toMatchObject({ message: expect.stringContaining('two grants with one key') })
  })
})
