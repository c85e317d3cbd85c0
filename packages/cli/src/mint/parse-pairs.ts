import { UsageError } from '../command/usage-error.ts'

/** Parses the `NAME=VALUE` texts of an option into an object; undefined for none. Throws a `UsageError`. */
export function parsePairs(option: string, texts: readonly string[]): Record<string, string> | undefined {
  if (texts.length === 0) return undefined
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf('=')
      if (at < 1) throw new UsageError(`--${option} must be NAME=VALUE.`)
      return [text.slice(0, at), text.slice(at + 1)]
    }),
  )
}

/** Parses `FIELD=JSON`, for the fields without an option of their own. Throws a `UsageError`. */
export function parseFields(texts: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(parsePairs('field', texts) ?? {}).map(([field, json]) => {
      try {
        return [field, JSON.parse(json)]
      } catch {
        throw new UsageError(`--field ${field} needs a value in JSON, such as --field usertype='"Standard"'.`)
      }
    }),
  )
}
