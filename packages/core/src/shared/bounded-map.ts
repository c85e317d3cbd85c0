/** The part of a Map that callers need, with a limit on the number of entries. */
export interface BoundedMap<Value> {
  /** The value of a key, which becomes the most recently used. */
  readonly get: (key: string) => Value | undefined
  /** The value of a key, without counting as a use. */
  readonly peek: (key: string) => Value | undefined
  readonly set: (key: string, value: Value) => void
  readonly delete: (key: string) => void
  readonly clear: () => void
}

export interface BoundedMapOptions<Value> {
  /** Called with each value that makes room for another. */
  readonly onEvict?: ((value: Value) => void) | undefined
}

interface Entry<Value> {
  readonly key: string
  value: Value
  older: Entry<Value>
  newer: Entry<Value>
}

/** Creates a map that drops its least recently used entry when it is full. */
export function createBoundedMap<Value>(
  maxEntries: number,
  { onEvict }: BoundedMapOptions<Value> = {},
): BoundedMap<Value> {
  const entries = new Map<string, Entry<Value>>()
  // A ring in order of use. (A Map alone keeps such an order too, but finds its oldest entry only by scanning deleted ones.)
  const ring = {} as Entry<Value>
  ring.older = ring.newer = ring

  function link(entry: Entry<Value>): void {
    entry.older = ring.older
    entry.newer = ring
    ring.older.newer = ring.older = entry
  }

  function unlink(entry: Entry<Value>): void {
    entry.older.newer = entry.newer
    entry.newer.older = entry.older
  }

  function remove(entry: Entry<Value>): void {
    unlink(entry)
    entries.delete(entry.key)
  }

  return {
    get(key) {
      const entry = entries.get(key)
      if (entry === undefined) return undefined
      unlink(entry)
      link(entry)
      return entry.value
    },
    peek: (key) => entries.get(key)?.value,
    set(key, value) {
      const known = entries.get(key)
      if (known) unlink(known)
      const entry = known ?? { key, value, older: ring, newer: ring }
      entry.value = value
      link(entry)
      entries.set(key, entry)
      if (entries.size <= maxEntries) return
      const oldest = ring.newer
      remove(oldest)
      onEvict?.(oldest.value)
    },
    delete(key) {
      const entry = entries.get(key)
      if (entry) remove(entry)
    },
    clear() {
      entries.clear()
      ring.older = ring.newer = ring
    },
  }
}
