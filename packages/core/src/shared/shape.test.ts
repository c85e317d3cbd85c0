import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkShape, listOf, mapOf, numberShape, objectOf, optional, parseJson, textShape, withRules } from './shape.ts'

interface Person {
  readonly name: string
  readonly age?: number | undefined
}

const person = objectOf<Person>({ name: textShape, age: optional(numberShape) })

function problemsOf(...[shape, value]: Parameters<typeof checkShape>): string[] {
  return checkShape(shape, value).problems?.map(({ path, message }) => `${path}: ${message}`) ?? []
}

describe('checkShape', () => {
  it('returns a copy that holds only what was checked', () => {
    const value = { name: 'Alice', age: undefined }
    const { value: copy } = checkShape(listOf(person), [value])
    expect(copy).toStrictEqual([{ name: 'Alice' }])
    expect(copy?.[0]).not.toBe(value)
  })

  it('names every wrong part by its path, and contains no value', () => {
    const people = [{ name: 5 }, { age: Number.NaN, city: 'swordfish' }, null, 'swordfish', []]
    expect(problemsOf(objectOf({ people: listOf(person) }), { people })).toEqual([
      'people.0.name: must be a string',
      'people.1.name: is missing',
      'people.1.age: must be a number',
      'people.1: has unknown fields: city',
      'people.2: must be an object',
      'people.3: must be an object',
      'people.4: must be an object',
    ])
    expect(problemsOf(listOf(textShape), { length: 1 })).toEqual([': must be an array'])
    expect(problemsOf(listOf(textShape), new Array(1))).toEqual(['0: is missing'])
  })

  it('refuses fields that a copy would lose, also those named like a method of objects', () => {
    expect(problemsOf(person, JSON.parse('{"name":"a","__proto__":{}}'))).toContain(': no field can be named __proto__')
    expect(problemsOf(mapOf(textShape), JSON.parse('{"__proto__":"a"}'))).toEqual([': no field can be named __proto__'])
    expect(problemsOf(person, { name: 'a', toString: 'b' })).toEqual([': has unknown fields: toString'])
    expect(problemsOf(objectOf({ toString: textShape }), {})).not.toEqual([])
  })

  it('drops or keeps other fields where the shape says so', () => {
    const value = { name: 'Alice', city: 'Rome' }
    const fields = { name: textShape }
    expect(checkShape(objectOf<Person>({ ...fields, age: optional(numberShape) }, 'dropped'), value).value).toEqual({
      name: 'Alice',
    })
    expect(checkShape(objectOf<Pick<Person, 'name'>>(fields, 'kept'), value).value).toEqual(value)
  })

  it('tests rules only where the shape is right', () => {
    const even = withRules(numberShape, [(number) => number % 2 === 0, 'must be even'])
    expect(problemsOf(mapOf(even), { a: 1, b: 'x', c: 2 })).toEqual(['a: must be even', 'b: must be a number'])
  })

  it('checks a proxy that changes between two reads by the value that it copies', () => {
    let reads = 0
    const shifting = new Proxy(
      { name: 'a' },
      {
        get: (_, field) => (field === 'name' ? (reads++ === 0 ? 'checked' : 5) : undefined),
      },
    )
    expect(checkShape(person, shifting).value).toEqual({ name: 'checked' })
  })

  it('accepts any JSON without throwing', () => {
    const shape = objectOf({ people: listOf(person), names: optional(mapOf(textShape)) }, 'kept')
    fc.assert(fc.property(fc.jsonValue(), (value) => Array.isArray(problemsOf(shape, value))))
  })
})

describe('parseJson', () => {
  it('returns undefined for text that is not JSON of the shape', () => {
    expect(parseJson(person, '{"name":"Alice"}')).toEqual({ name: 'Alice' })
    expect(parseJson(person, '{"name":5}')).toBeUndefined()
    expect(parseJson(person, '{')).toBeUndefined()
  })
})
