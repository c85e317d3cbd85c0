import { mask, redactText } from './redact-text.ts'

/** Names of fields whose text is a secret in any format. */
const secretName =
  /^(?:(?:proxy-)?authorization|(?:set-)?cookie|auth_?cookie|(?:x-)?api[_-]?key|password|secret|.*token)$/i

const maxDepth = 64

/**
 * Copies `value` with every text redacted, including object and map keys, errors with their causes, and cycles. Bytes,
 * functions and exotic objects are replaced by their type.
 */
export function redact(value: unknown, secrets: readonly string[] = []): unknown {
  const copies = new WeakMap<object, unknown>()
  const safe = (text: string) => redactText(text, secrets)

  function visit(item: unknown, depth: number): unknown {
    if (typeof item === 'string') return safe(item)
    if (typeof item === 'function') return '[function]'
    if (typeof item === 'symbol') return safe(String(item))
    if (typeof item !== 'object' || item === null) return item
    if (copies.has(item)) return copies.get(item)
    if (depth > maxDepth) return '[too deep]'
    copies.set(item, '[circular]')
    const copy = copyOf(item, depth + 1)
    copies.set(item, copy)
    return copy
  }

  function copyOf(item: object, depth: number): unknown {
    if (Array.isArray(item)) return item.map((entry) => visit(entry, depth))
    if (item instanceof Map)
      return new Map([...item].map(([key, entry]) => [visit(key, depth), named(key, entry, depth)]))
    if (item instanceof Set) return new Set([...item].map((entry) => visit(entry, depth)))
    if (item instanceof Date) return new Date(item)
    if (item instanceof URL) return safe(item.href)
    if (item instanceof Headers) return copyFields(Object.fromEntries(item), depth)
    if (item instanceof Error) return copyError(item, depth)
    const prototype = Object.getPrototypeOf(item)
    const tag = Object.prototype.toString.call(item)
    if (prototype !== null && tag !== '[object Object]') return tag
    return copyFields(item, depth)
  }

  function copyError(error: Error, depth: number): Error {
    const cause = error.cause === undefined ? undefined : { cause: visit(error.cause, depth) }
    const copy = new Error(safe(String(error.message)), cause)
    const fields = copyFields(error, depth)
    if (error instanceof AggregateError) fields.errors = visit(error.errors, depth)
    delete fields.cause
    Object.assign(copy, fields)
    define(copy, 'name', safe(String(error.name)))
    define(copy, 'stack', error.stack === undefined ? undefined : safe(String(error.stack)))
    return copy
  }

  function copyFields(item: object, depth: number): Record<string, unknown> {
    const copy: Record<string, unknown> = {}
    for (const key of Object.keys(item)) define(copy, safe(key), named(key, read(item, key), depth))
    return copy
  }

  /** An entry under its name: a name that means a secret masks all text under it. */
  function named(name: unknown, entry: unknown, depth: number): unknown {
    if (typeof name !== 'string' || !secretName.test(name)) return visit(entry, depth)
    if (typeof entry === 'string') return entry === '' ? '' : mask
    return Array.isArray(entry) ? entry.map((part) => named(name, part, depth)) : visit(entry, depth)
  }

  return visit(value, 0)
}

function read(item: object, key: string): unknown {
  try {
    return (item as Record<string, unknown>)[key]
  } catch {
    return '[unreadable]'
  }
}

/** Sets a field even if its name is `__proto__` or the class has a setter for it. */
function define(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, {
    value,
    configurable: true,
    enumerable: !(target instanceof Error),
    writable: true,
  })
}
