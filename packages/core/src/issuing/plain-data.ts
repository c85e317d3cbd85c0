import { tokenError } from '../shared/error-table.ts'
import { isTokenError, type TokenError } from '../shared/token-error.ts'

/**
 * Counts the fields of a record. Throws `grant-invalid` if it has inherited or hidden ones: a copy would lack them. Fast,
 * because it runs for every request; getters, symbols and proxies are found by `plainCopy`, before a mint.
 */
export function countFields(record: object): number {
  if (!hasPlainPrototype(record)) throw notOrdinary('grant')
  let count = 0
  // Several times faster than `Object.keys`. It includes inherited fields, which the next line gives away.
  for (const _ in record) count++
  if (Object.getOwnPropertyNames(record).length !== count) throw notOrdinary('grant')
  return count
}

/** Whether it is a list, and not an instance of a class that extends Array. */
export function isPlainList(value: unknown): value is readonly unknown[] {
  if (!Array.isArray(value)) return false
  if (hasPlainPrototype(value)) return true
  throw notOrdinary('grant')
}

/** Returns a deep copy that reads each value once. Throws `grant-invalid`, with the field, if the value is not plain data. */
export function plainCopy(value: unknown): unknown {
  try {
    assertPlain(value, 'grant', 0)
    return structuredClone(value)
  } catch (thrown) {
    throw isTokenError(thrown) ? thrown : notPlain('grant', 'holds a proxy, or cannot be read')
  }
}

/** No field of a grant lies deeper; a circle would never end. */
const maxDepth = 8

function assertPlain(value: unknown, path: string, depth: number): void {
  if (typeof value === 'function' || typeof value === 'symbol') throw notPlain(path, `is a ${typeof value}`)
  if (typeof value !== 'object' || value === null) return
  if (depth === maxDepth) throw notPlain(path, 'is nested too deeply')
  if (!hasPlainPrototype(value)) throw notOrdinary(path)
  for (const name of Reflect.ownKeys(value)) {
    if (typeof name === 'symbol') throw notPlain(path, 'has a field named by a symbol')
    if (name === '__proto__') throw notPlain(path, 'has a field named `__proto__`')
    if (name === 'length' && Array.isArray(value)) continue
    const field = Reflect.getOwnPropertyDescriptor(value, name)
    if (!field || !('value' in field)) throw notPlain(`${path}.${name}`, 'is a getter')
    if (!field.enumerable) throw notPlain(`${path}.${name}`, 'is hidden')
    if (Array.isArray(value) && !(Number(name) < value.length))
      throw notPlain(`${path}.${name}`, 'is a field of a list')
    assertPlain(field.value, `${path}.${name}`, depth + 1)
  }
}

/** Whether it inherits no data. The prototypes of other realms are not ours, but look alike. */
function hasPlainPrototype(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === Object.prototype || prototype === null) return true
  // True of `Array.prototype` in every realm, and of no class that extends it.
  if (Array.isArray(value)) return Array.isArray(prototype)
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype as object, 'hasOwnProperty')
}

function notOrdinary(path: string): TokenError {
  return notPlain(path, 'is an instance of a class, or has inherited fields')
}

function notPlain(path: string, problem: string): TokenError {
  return tokenError('grant-invalid', `The grant must be a plain object that holds plain data: \`${path}\` ${problem}.`)
}
