import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redact } from './redact.ts'

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
