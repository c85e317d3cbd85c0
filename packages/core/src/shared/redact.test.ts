import { inspect } from 'node:util'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redact, redactValue } from './redact.ts'

const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`))
const base64url = fc.stringMatching(/^[A-Za-z0-9_-]{12,30}$/)
const secret = fc.oneof(
  fc.tuple(hex(8), hex(4), hex(4), hex(4), hex(12)).map((parts) => {
    const key = `xx${parts.join('-')}`
    return { core: key, text: key }
  }),
  fc.tuple(base64url, base64url, base64url).map((parts) => {
    const jwt = `eyJ${parts.join('.')}`
    return { core: jwt, text: jwt }
  }),
  base64url.map((core) => ({ core, text: `https://coveo.test/privileges/token?accessToken=${core}&a=b` })),
  base64url.map((core) => ({ core, text: `Bearer ${core}` })),
)

/** Wraps a value in one of the ways that it could travel into a log. */
const wrappers: ((inner: unknown) => unknown)[] = [
  (inner) => [1, inner, 'x'],
  (inner) => ({ field: inner, other: null }),
  (inner) => new Map<unknown, unknown>([['key', inner]]),
  (inner) => new Map([[inner, true]]),
  (inner) => new Set([inner]),
  (inner) => new Error('failed', { cause: inner }),
  (inner) => Object.assign(new TypeError(String(inner)), { detail: inner }),
  (inner) => new AggregateError([inner], 'several'),
  (inner) => (typeof inner === 'string' ? { [inner]: 1 } : { inner }),
  (inner) => (typeof inner === 'string' ? `before ${inner} after` : inner),
  (inner) => (typeof inner === 'string' ? JSON.stringify({ message: inner }) : inner),
  (inner) => {
    const circle: { inner: unknown; self?: unknown } = { inner }
    circle.self = circle
    return circle
  },
]

describe('redact', () => {
  it('masks every secret at any depth', () => {
    fc.assert(
      fc.property(secret, fc.array(fc.constantFrom(...wrappers), { maxLength: 12 }), ({ core, text }, around) => {
        const value = around.reduce<unknown>((inner, wrap) => wrap(inner), text)
        const shown = inspect(redact(value), { depth: Number.POSITIVE_INFINITY, showHidden: true })
        expect(shown).not.toContain(core)
      }),
      { numRuns: 500 },
    )
  })

  it('masks the text of fields with a secret name', () => {
    expect(
      redact({
        authorization: 'opaque',
        headers: { cookie: ['a=b', 'c=d'] },
        accessToken: 'opaque',
        token: '',
        apiKey: 'k',
      }),
    ).toEqual({
      authorization: '[redacted]',
      headers: { cookie: ['[redacted]', '[redacted]'] },
      accessToken: '[redacted]',
      token: '',
      apiKey: '[redacted]',
    })
    expect(redact(new Headers({ authorization: 'opaque', accept: 'a/b' }))).toEqual({
      authorization: '[redacted]',
      accept: 'a/b',
    })
    expect(redact(new Map([['token', 'opaque']]))).toEqual(new Map([['token', '[redacted]']]))
  })

  it('masks the arguments of a command, as errors of ioredis hold them', () => {
    const command = { name: 'hello', args: ['3', 'AUTH', 'default', 'opaque', ['opaque']] }
    const error = Object.assign(new Error('WRONGPASS invalid password'), { command })
    expect(inspect(redact(error), { depth: 9 })).toMatch(/WRONGPASS(?!.*opaque).*name: 'hello'/s)
  })

  it('does not take a sentence in a list for a name', () => {
    const reasons = ['COVEO_API_KEY is malformed: remove the quotes.', 'COVEO_REGION is unknown.']
    expect(redact({ reasons })).toEqual({ reasons })
  })

  it('masks compound names, and values after their names in lists', () => {
    const rawHeaders = ['Host', 'a.test', 'Cookie', 'sid=opaque', 'Authorization', 'Digest opaque', 'Accept', 'a/b']
    expect(
      redact({ rawHeaders, COVEO_TOKEN_SECRET: 'opaque', client_secret: 'opaque', refresh_token: 'opaque' }),
    ).toEqual({
      rawHeaders: ['Host', 'a.test', 'Cookie', '[redacted]', 'Authorization', '[redacted]', 'Accept', 'a/b'],
      COVEO_TOKEN_SECRET: '[redacted]',
      client_secret: '[redacted]',
      refresh_token: '[redacted]',
    })
    expect(redact([['set-cookie', 'sid=opaque']])).toEqual([['set-cookie', '[redacted]']])
    expect(redact({ tokenKind: 'search', token_type: 'opaque', userIds: ['a'] })).toEqual({
      tokenKind: 'search',
      token_type: 'opaque',
      userIds: ['a'],
    })
  })

  it('copies values of another realm like those of this one', () => {
    const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjF9.c2lnbmF0dXJl'
    const foreign = runInNewContext(
      `const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
       ;({ error: new TypeError('fetch failed: ' + jwt, { cause }), map: new Map([['token', 'opaque']]), set: new Set([jwt]), list: [jwt] })`,
      { jwt },
    )
    const copy = redact(foreign)
    expect(copy.error).toBeInstanceOf(Error)
    expect(copy.error).toMatchObject({ name: 'TypeError', cause: { message: 'connect', code: 'ECONNREFUSED' } })
    expect(inspect(copy, { depth: 10, showHidden: true })).not.toMatch(/eyJ|opaque/)
    expect(copy.map).toEqual(new Map([['token', '[redacted]']]))
  })

  it('never throws', () => {
    const revoked = Proxy.revocable({}, {})
    revoked.revoke()
    const fails = () => {
      throw new Error('no')
    }
    const hostile = [
      revoked.proxy,
      new Proxy({}, { ownKeys: fails }),
      new Proxy([], { get: fails }),
      Object.assign(new Error('x'), { message: { toString: fails } }),
      Object.defineProperty(new Error('x'), 'stack', { get: fails }),
      { [Symbol.toStringTag]: 'Map' },
      { [Symbol.toStringTag]: 'Headers' },
      Object.defineProperty({}, Symbol.toStringTag, { get: fails }),
      Object.assign(new Map(), { [Symbol.iterator]: fails }),
      new Date(Number.NaN),
      Object.create(null, { field: { get: fails, enumerable: true } }),
    ]
    for (const value of hostile) expect(() => redact({ value })).not.toThrow()
    expect(redact([revoked.proxy])).toEqual(['[unreadable]'])
  })

  it('masks the given secrets', () => {
    expect(redactValue({ note: ['the word swordfish'] }, ['swordfish'])).toEqual({ note: ['the word [redacted]'] })
  })

  it('copies errors with name, code and cause', () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
    const copy = redact(new TypeError('fetch failed', { cause })) as Error & { cause: unknown }
    expect(copy).toBeInstanceOf(Error)
    expect(copy).toMatchObject({ name: 'TypeError', message: 'fetch failed', cause: { code: 'ECONNREFUSED' } })
  })

  it('accepts cycles, throwing getters, deep nesting and __proto__', () => {
    const circle: Record<string, unknown> = { name: 1 }
    circle.self = circle
    expect(redact(circle)).toEqual({ name: 1, self: '[circular]' })
    const hostile = Object.defineProperty({}, 'field', {
      enumerable: true,
      get() {
        throw new Error('no')
      },
    })
    expect(redact(hostile)).toEqual({ field: '[unreadable]' })
    const proto = redact(JSON.parse('{"__proto__": {"polluted": true}}')) as object
    expect(Object.getPrototypeOf(proto)).toBe(Object.prototype)
    let deep: unknown = 'end'
    for (let level = 0; level < 100_000; level += 1) deep = [deep]
    expect(() => redact(deep)).not.toThrow()
  })

  it('replaces bytes, functions and exotic objects by their type', () => {
    expect(
      redact([new Uint8Array([120, 120]), () => 'x', Symbol('s'), Promise.resolve(), new URL('http://a/?token=b')]),
    ).toEqual(['[object Uint8Array]', '[function]', 'Symbol(s)', '[object Promise]', 'http://a/?token=[redacted]'])
  })

  it('does not change the original, and copies plain data equal', () => {
    const data = Object.freeze({ count: 1, on: true, none: null, list: [1, 'two'], at: new Date(0), big: 1n })
    expect(redact(data)).toEqual(data)
    expect(redact(data)).not.toBe(data)
  })
})
