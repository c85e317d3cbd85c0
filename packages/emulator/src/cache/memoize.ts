export interface MemoizeOptions {
  /** Maximum number of characters of all keys. The cache is emptied before it exceeds them. Default 1 000 000. */
  maxCharacters?: number
}

/** Returns `compute` with a cache by text. An error is not cached. */
export function memoize<Value>(
  compute: (text: string) => Value,
  { maxCharacters = 1_000_000 }: MemoizeOptions = {},
): (text: string) => Value {
  const values = new Map<string, Value>()
  let characters = 0

  return (text) => {
    const known = values.get(text)
    if (known !== undefined) return known
    const value = compute(text)
    if (characters + text.length > maxCharacters) {
      values.clear()
      characters = 0
    }
    if (text.length <= maxCharacters) {
      values.set(text, value)
      characters += text.length
    }
    return value
  }
}
