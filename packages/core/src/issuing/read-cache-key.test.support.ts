import { expect } from 'vitest'

function createScanner(key: string) {
  let at = 0

  function take(length: number): string {
    at += length
    return key.slice(at - length, at)
  }

  function upTo(mark: string): string {
    const end = key.indexOf(mark, at)
    const found = take((end === -1 ? key.length : end) - at)
    take(1)
    return found
  }

  function skip(mark: string): boolean {
    return key.startsWith(mark, at) && take(mark.length) === mark
  }

  function times<Item>(read: () => Item, mark: string): Item[] {
    return Array.from({ length: Number(upTo(mark)) }, read)
  }

  /** A text, after its length and a mark. */
  function text(mark: string): string {
    return take(Number(upTo(mark)))
  }

  function canonical(): unknown {
    if (skip('boolean(')) return upTo(')') === 'true'
    if (skip('number(')) return Number(upTo(')'))
    if (skip('a')) return times(canonical, '[')
    if (skip('o')) return Object.fromEntries(times(() => [text(':'), canonical()], '['))
    expect(skip('s')).toBe(true)
    return text(':')
  }

  /** Reads one part of the key, and the comma behind it. */
  function part<Value>(read: () => Value): Value {
    const value = read()
    expect([',', '']).toContain(take(1))
    return value
  }

  /** Reads a value; undefined for an empty part. */
  function value(): unknown {
    return part(() => {
      if (skip('!')) return canonical()
      return isAtEnd() || key[at] === ',' ? undefined : text(',')
    })
  }

  const isAtEnd = () => at >= key.length
  return { canonical, part, skip, times, value, isAtEnd }
}

/** Reads a key back. That this is possible is what makes keys injective. */
export function readKey(key: string): unknown {
  const { canonical, isAtEnd, part, skip, times, value } = createScanner(key)

  function set(): unknown[] | undefined {
    const text = value()
    if (text === undefined) return undefined
    const items = createScanner(String(text))
    const texts = items.times(items.canonical, '[')
    expect(items.isAtEnd()).toBe(true)
    return texts
  }

  function identity(): object {
    const known = { name: value(), provider: value(), type: value() ?? 'User' }
    return { ...known, ...(value() as object | undefined) }
  }

  function userIds(): object[] | undefined {
    return skip(',') ? undefined : times(identity, ',')
  }

  if (skip('P,')) {
    const privileges = part(() => times(canonical, '['))
    return { privileges, userIds: userIds(), ...(value() as object) }
  }
  expect(skip('S,')).toBe(true)
  const grant = {
    kind: 'search',
    searchHub: value(),
    userDisplayName: value(),
    filter: value(),
    pipeline: value(),
    validFor: value(),
    userGroups: set(),
    canSeeUserProfileOf: set(),
    userIds: userIds(),
  }
  return isAtEnd() ? grant : { ...grant, ...(value() as object) }
}
