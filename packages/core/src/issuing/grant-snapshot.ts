import { tokenError } from '../shared/error-table.ts'
import { isTokenError, type TokenError } from '../shared/token-error.ts'
import type { Grant } from './grant.ts'
import { notAGrant } from './issuer-errors.ts'

/** No field of a grant lies deeper; a circle would never end. */
const maxDepth = 8

/**
 * Copies all fields of a grant, each read once. The cache key, the call to Coveo and every caller use the copy alone.
 * Throws `grant-invalid` for objects with inherited or hidden fields: they would be missing in the copy.
 */
export function snapshotGrant(value: unknown): Grant {
  const copy = readable(() => copyOf(value, 'grant', 0))
  if (!isGrant(copy)) throw notAGrant()
  return copy
}

/** A getter or a proxy may throw anything. */
function readable<Result>(read: () => Result): Result {
  try {
    return read()
  } catch (thrown) {
    throw isTokenError(thrown) ? thrown : notPlain('grant', 'cannot be read')
  }
}

/**
 * Throws `grant-invalid` if the grant is not plain data at any depth. `snapshotGrant` runs for every request and leaves out
 * the slow checks: getters, symbols and proxies are found here, before a mint.
 */
export function assertPlainData(grant: unknown): void {
  readable(() => assertDataFields(grant, 'grant'))
  try {
    structuredClone(grant)
  } catch {
    throw notPlain('grant', 'holds a proxy')
  }
}

function copyOf(value: unknown, path: string, depth: number): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') throw notPlain(path, `is a ${typeof value}`)
  if (typeof value !== 'object' || value === null) return value
  if (depth === maxDepth) throw notPlain(path, 'is nested too deeply')
  const prototype: unknown = Object.getPrototypeOf(value)
  if (Array.isArray(value)) {
    // True of `Array.prototype` in every realm, and of no class that extends it.
    if (!Array.isArray(prototype)) throw notPlain(path, 'is an instance of a class')
    return value.map((item, index) => copyOf(item, `${path}.${index}`, depth + 1))
  }
  if (prototype !== Object.prototype && !isBare(prototype)) throw notPlain(path, 'is an instance of a class')
  const copy: Record<string, unknown> = {}
  let count = 0
  // Several times faster than `Object.keys`; it also finds inherited fields, which the count below gives away.
  for (const name in value) {
    if (name === '__proto__') throw notPlain(path, 'has a field named `__proto__`')
    const member = value[name as keyof typeof value] as unknown
    copy[name] = typeof member === 'string' ? member : copyOf(member, `${path}.${name}`, depth + 1)
    count++
  }
  if (Object.getOwnPropertyNames(value).length !== count) throw notPlain(path, 'has inherited or hidden fields')
  return copy
}

/** Whether objects with this prototype inherit no data: it is null, or the `Object.prototype` of another realm. */
function isBare(prototype: unknown): boolean {
  if (typeof prototype !== 'object' || prototype === null) return true
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'hasOwnProperty')
}

function assertDataFields(value: unknown, path: string): void {
  if (typeof value !== 'object' || value === null) return
  for (const name of Reflect.ownKeys(value)) {
    if (typeof name === 'symbol') throw notPlain(path, 'has a field named by a symbol')
    if (name === 'length' && Array.isArray(value)) continue
    const field = Reflect.getOwnPropertyDescriptor(value, name)
    if (!field || !('value' in field)) throw notPlain(`${path}.${name}`, 'is a getter')
    if (!field.enumerable) throw notPlain(`${path}.${name}`, 'is hidden')
    if (Array.isArray(value) && !(Number(name) < value.length))
      throw notPlain(`${path}.${name}`, 'is a field of a list')
    assertDataFields(field.value, `${path}.${name}`)
  }
}

function isGrant(value: unknown): value is Grant {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false
  return value.kind === 'search' || value.kind === 'platform'
}

function notPlain(path: string, problem: string): TokenError {
  return tokenError('grant-invalid', `The grant must be a plain object that holds plain data: \`${path}\` ${problem}.`)
}
