import { describe, expect, it } from 'vitest'
import { fakeToken } from '../testing/fake-coveo.ts'
import { issuerUnderTest } from '../testing/issuer-under-test.test.support.ts'
import { type Grant, searchGrant } from './grant.ts'
import { grantToMint } from './grant-to-mint.ts'
import type { TokenEvent } from './token-event.ts'

const identity = { name: 'alice@example.com', provider: 'Email Security Provider' }
const privileges = [{ owner: 'SEARCH_API', targetDomain: 'EXECUTE_QUERY' }]

/** A class whose field is a getter, as in many data layers. */
class Tenant {
  readonly #name: string
  constructor(name: string) {
    this.#name = name
  }
  get filter(): string {
    return `@tenant=="${this.#name}"`
  }
}

class Names extends Array<string> {}

function hidden(record: object, name: string): object {
  return Object.defineProperty({ ...record }, name, { value: 'hidden', enumerable: false })
}

function getter(record: object, name: string): object {
  return Object.defineProperty({ ...record }, name, { get: () => 'read', enumerable: true })
}

const search = searchGrant({ userIds: [identity] })

/** Grants that are not plain data, and the field that the error names. */
const wrong: [string, unknown, string][] = [
  ['a class instance', Object.assign(new Tenant('a'), search), 'grant'],
  ['a nested class instance', { ...search, commerce: new Tenant('a') }, 'grant.commerce'],
  ['a list of class instances', { kind: 'platform', privileges: [new Tenant('a')] }, 'grant.privileges.0'],
  ['a subclass of Array', { ...search, userGroups: Names.from(['a']) }, 'grant.userGroups'],
  ['a date', { ...search, filter: new Date(0) }, 'grant.filter'],
  ['a map', { ...search, dictionaryFieldContext: new Map() }, 'grant.dictionaryFieldContext'],
  ['inherited fields', Object.create(search), 'grant'],
  ['a field inherited from a bare object', Object.create(Object.assign(Object.create(null), search)), 'grant'],
  ['a hidden field', hidden(search, 'filter'), 'grant.filter'],
  ['a nested hidden field', { ...search, userIds: [hidden(identity, 'infos')] }, 'grant.userIds.0.infos'],
  ['a getter', getter(search, 'filter'), 'grant.filter'],
  ['a nested getter', { ...search, commerce: getter({}, 'filter') }, 'grant.commerce.filter'],
  ['a symbol', { ...search, [Symbol('filter')]: 'x' }, 'grant'],
  ['a nested symbol', { ...search, userIds: [{ ...identity, [Symbol('infos')]: 'x' }] }, 'grant.userIds.0'],
  ['a symbol as a value', { ...search, filter: Symbol('x') }, 'grant.filter'],
  ['a function', { ...search, filter: () => 'x' }, 'grant.filter'],
  ['a proxy', new Proxy({ ...search }, {}), 'grant'],
  ['a nested proxy', { ...search, userIds: [new Proxy({ ...identity }, {})] }, 'grant'],
  ['a proxy of a list', { ...search, userGroups: new Proxy(['a'], {}) }, 'grant'],
  ['a list with a field of its own', { ...search, userGroups: Object.assign(['a'], { b: 'c' }) }, 'grant.userGroups.b'],
  ['`__proto__`', JSON.parse('{"kind":"search","userIds":[],"__proto__":{"filter":"x"}}'), 'grant'],
]

describe('grantToMint', () => {
  it.each([undefined, null, 'search', {}, { kind: 'user', userIds: [identity] }])(
    'refuses %j, which is no grant',
    (source) => {
      expect(() => grantToMint(source, 3_600_000)).toThrow(
        expect.objectContaining({
          code: 'grant-invalid',
          message: 'The `grant` function must return searchGrant(…) or platformGrant(…).',
        }),
      )
    },
  )
})

describe('issue, with a grant that is not plain data', () => {
  it.each(wrong)('rejects %s and names the field', async (_, grant, field) => {
    const { tokens, coveo } = issuerUnderTest({ grant: () => grant as Grant })
    for (const call of [tokens.issue('alice'), tokens.invalidate('alice'), tokens.reportRejected('alice', 'f')]) {
      await expect(call).rejects.toMatchObject({
        code: 'grant-invalid',
        message: expect.stringContaining(`plain data: \`${field}\``),
      })
    }
    expect(tokens.peek('alice')).toBeUndefined()
    expect(coveo.mints).toHaveLength(0)
  })

  it.each(wrong)('issues no token of another grant for %s', async (_, grant) => {
    const plain = searchGrant({ userIds: [identity] })
    let current: unknown = plain
    const { tokens, coveo } = issuerUnderTest({ grant: () => current as Grant })
    await tokens.issue('alice')
    current = grant
    const result = await tokens.issue('alice').catch(({ code }) => code)
    // A symbol or a proxy changes no value, and the request is for the very rights of the cached token.
    if (typeof result === 'object') expect(JSON.stringify(grant)).toBe(JSON.stringify(plain))
    else expect(result).toBe('grant-invalid')
    expect(coveo.mints).toHaveLength(1)
  })

  it.each([undefined, null])('rejects %s in the list of identities and names the field', async (missing) => {
    const events: TokenEvent[] = []
    const grant = searchGrant({ userIds: [identity, missing as never] })
    const { tokens } = issuerUnderTest({ grant: () => grant, onEvent: (event) => events.push(event) })
    await expect(tokens.issue('alice')).rejects.toMatchObject({
      code: 'grant-invalid',
      message: expect.stringContaining('userIds.1'),
    })
    expect(events).toEqual([{ type: 'failed', key: '', code: 'grant-invalid' }])
  })

  it('rejects text with half a surrogate pair in any field', async () => {
    for (const grant of [
      searchGrant({ userIds: [{ ...identity, name: 'kim\ud83d' }] }),
      searchGrant({ userIds: [identity], userGroups: ['ok', '\udc00'] }),
      searchGrant({ userIds: [identity], dictionaryFieldContext: { '\ud800': 'x' } }),
    ]) {
      const { tokens, coveo } = issuerUnderTest({ grant: () => grant })
      await expect(tokens.issue('kim')).rejects.toMatchObject({
        code: 'grant-invalid',
        message: expect.stringContaining('well-formed Unicode'),
      })
      expect(coveo.mints).toHaveLength(0)
    }
    const { tokens } = issuerUnderTest({
      grant: () => searchGrant({ userIds: [{ ...identity, name: 'kim\ud83d\ude00' }] }),
    })
    expect(await tokens.issue('kim')).toMatchObject({ outcome: 'mint' })
  })
})

describe('issue, with a grant object that changes', () => {
  it('reads each value once', async () => {
    let reads = 0
    const counting = new Proxy(search, {
      get(target, name, receiver) {
        if (name === 'userIds') reads++
        return Reflect.get(target, name, receiver)
      },
    })
    const { tokens } = issuerUnderTest({ grant: () => counting })
    await tokens.issue('alice').catch(() => undefined)
    expect(reads).toBe(1)
  })

  it('mints for the user of the request, also if the caller reuses one object for all users', async () => {
    const shared = { kind: 'search' as const, userIds: [{ ...identity }] as [typeof identity] }
    const { tokens, coveo } = issuerUnderTest({
      grant: (user) => {
        Object.assign(shared.userIds[0] ?? {}, { name: user })
        return shared
      },
    })
    coveo.respondWith((mint) => ({ ...fakeToken(mint), token: `token of ${mint.grant.userIds?.[0]?.name}` }))
    const users = ['alice', 'bob', 'alice', 'carol', 'bob']
    const results = await Promise.all(users.map((user) => tokens.issue(user)))
    expect(results.map(({ token }) => token)).toEqual(users.map((user) => `token of ${user}`))
  })

  it('accepts bare objects', async () => {
    const bare = Object.assign(Object.create(null), {
      kind: 'platform',
      privileges: privileges.map((privilege) => Object.assign(Object.create(null), privilege)),
    })
    expect(await issuerUnderTest({ grant: () => bare }).tokens.issue('alice')).toMatchObject({ outcome: 'mint' })
  })
})
