import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { countFields, isPlainList, plainCopy } from './plain-data.ts'

class Instance {
  name = 'asmith'
}
class OwnCheck {
  hasOwnProperty() {
    return true
  }
}
class List extends Array {}

const hidden = () => Object.defineProperty({ a: 1 }, 'b', { value: 2, enumerable: false })
const circle: Record<string, unknown> = {}
circle.a = circle
const extraordinary = '`grant` is an instance of a class, or has inherited fields'
const problem = (text: string) =>
  expect.objectContaining({
    code: 'grant-invalid',
    message: `The grant must be a plain object that holds plain data: ${text}.`,
  })

describe('countFields', () => {
  it('counts the fields of an object, with or without a prototype, and of another realm', () => {
    expect(countFields({ a: 1, b: undefined })).toBe(2)
    expect(countFields(Object.assign(Object.create(null), { a: 1 }))).toBe(1)
    expect(countFields(runInNewContext('({ a: 1 })'))).toBe(1)
  })

  it.each([
    ['an instance', new Instance()],
    ['an instance with its own hasOwnProperty', new OwnCheck()],
    ['inherited fields', Object.create({ a: 1 })],
    ['a prototype without a prototype', Object.create(Object.create(null))],
    ['a hidden field', hidden()],
  ])('throws for %s', (_name, record) => {
    expect(() => countFields(record)).toThrow(problem(extraordinary))
  })
})

describe('isPlainList', () => {
  it('accepts lists, also of another realm', () => {
    expect([isPlainList([]), isPlainList(runInNewContext('[1]')), isPlainList({ length: 0 })]).toEqual([
      true,
      true,
      false,
    ])
  })

  it('throws for an instance of a class that extends Array', () => {
    expect(() => isPlainList(new List())).toThrow(problem(extraordinary))
  })
})

describe('plainCopy', () => {
  it('copies null, lists and objects', () => {
    const value = { a: null, b: [1, { c: 'text' }], d: true }
    const copy = plainCopy(value)
    expect(copy).toEqual(value)
    expect(copy).not.toBe(value)
  })

  it.each([
    [{ a: () => 1 }, '`grant.a` is a function'],
    [{ a: Symbol('s') }, '`grant.a` is a symbol'],
    [{ [Symbol('s')]: 1 }, '`grant` has a field named by a symbol'],
    [JSON.parse('{"__proto__":1}'), '`grant` has a field named `__proto__`'],
    [
      {
        a: {
          ...hidden(),
          get b() {
            return 1
          },
        },
      },
      '`grant.a.b` is a getter',
    ],
    [{ a: hidden() }, '`grant.a.b` is hidden'],
    [{ a: Object.assign([1], { extra: 1 }) }, '`grant.a.extra` is a field of a list'],
    [{ a: Object.assign([1], { '1.0': 1 }) }, '`grant.a.1.0` is a field of a list'],
    [{ a: new Instance() }, '`grant.a` is an instance of a class, or has inherited fields'],
    [circle, '`grant.a.a.a.a.a.a.a.a` is nested too deeply'],
    [new Proxy({ a: 1 }, {}), '`grant` holds a proxy, or cannot be read'],
  ])('throws for data that is not plain: %#', (value, text) => {
    expect(() => plainCopy(value)).toThrow(problem(text))
  })
})
