import { isError } from './is-error.ts'
import { mask, redactText } from './redact-text.ts'
import { isSecretName } from './secret-name.ts'

const maxDepth = 64

/** Copies a value so that it is safe to log: keys, tokens, bearer headers and token parameters are masked at any depth. */
export function redact<Value>(value: Value): Value {
  return redactValue(value) as Value
}

/**
 * Copies `value` with every text redacted, including object and map keys, errors with their causes, and cycles. Bytes,
 * functions and exotic objects are replaced by their type. Never throws.
 */
export function redactValue(value: unknown, secrets: readonly string[] = []): unknown {
  const copies = new WeakMap<object, unknown>()
  const safe = (text: unknown) => redactText(String(text), secrets)

  function visit(item: unknown, depth: number): unknown {
    if (typeof item === 'string') return safe(item)
    if (typeof item === 'function') return '[function]'
    if (typeof item === 'symbol') return safe(item)
    if (typeof item !== 'object' || item === null) return item
    if (copies.has(item)) return copies.get(item)
    if (depth > maxDepth) return '[too deep]'
    copies.set(item, '[circular]')
    const copy = attempt(() => copyOf(item, depth + 1))
    copies.set(item, copy)
    return copy
  }

  function copyOf(item: object, depth: number): unknown {
    if (Array.isArray(item)) return copyList(item, depth)
    if (isError(item)) return copyError(item, depth)
    // By their tags: objects of another realm are no instances of this realm's classes.
    const tag = Object.prototype.toString.call(item)
    if (tag === '[object Map]') {
      const entries = [...(item as Map<unknown, unknown>)]
      return new Map(entries.map(([key, entry]) => [visit(key, depth), named(key, entry, depth)]))
    }
    if (tag === '[object Set]') return new Set([...(item as Set<unknown>)].map((entry) => visit(entry, depth)))
    if (tag === '[object Date]') return new Date(Number(item))
    if (tag === '[object URL]') return safe(item)
    if (tag === '[object Headers]') return copyFields(Object.fromEntries(item as Headers), depth)
    return tag === '[object Object]' || Object.getPrototypeOf(item) === null ? copyFields(item, depth) : tag
  }

  /** A text after a secret name, a single word, is its value: `rawHeaders` and entries of headers have this form. */
  function copyList(list: readonly unknown[], depth: number): unknown[] {
    return list.map((entry, index) => {
      const name = list[index - 1]
      const isValue = typeof entry === 'string' && /^\S{1,100}$/.test(name as string)
      return isValue ? named(name, entry, depth) : visit(entry, depth)
    })
  }

  function copyError(error: Error, depth: number): Error {
    const copy = new Error(safe(read(error, 'message')))
    for (const key of Object.keys(error)) define(copy, safe(key), named(key, read(error, key), depth))
    for (const key of ['cause', 'errors']) {
      if (key in error) define(copy, key, visit(read(error, key), depth), false)
    }
    define(copy, 'name', safe(read(error, 'name')), false)
    const stack = read(error, 'stack')
    define(copy, 'stack', stack === undefined ? undefined : safe(stack), false)
    return copy
  }

  function copyFields(item: object, depth: number): Record<string, unknown> {
    const copy: Record<string, unknown> = {}
    for (const key of Object.keys(item)) define(copy, safe(key), named(key, read(item, key), depth))
    return copy
  }

  /** The value of a name. A secret name masks every text in it. */
  function named(name: unknown, entry: unknown, depth: number): unknown {
    if (typeof name !== 'string' || !isSecretName(name)) return visit(entry, depth)
    if (typeof entry === 'string') return entry === '' ? '' : mask
    return Array.isArray(entry) && depth <= maxDepth
      ? entry.map((part) => named(name, part, depth + 1))
      : visit(entry, depth)
  }

  return visit(value, 0)
}

const unreadable = '[unreadable]'

function attempt(make: () => unknown): unknown {
  try {
    return make()
  } catch {
    return unreadable
  }
}

function read(item: object, key: string): unknown {
  return attempt(() => (item as Record<string, unknown>)[key])
}

/** Sets a field even if its name is `__proto__` or the class has a setter for it. */
function define(target: object, key: string, value: unknown, enumerable = true): void {
  Object.defineProperty(target, key, { value, configurable: true, enumerable, writable: true })
}
