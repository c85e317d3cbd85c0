import type { QueryReader } from './query-reader.ts'

/** Collects why parts of a request have no effect on its response. */
export interface RequestWarnings {
  add(warning: string): void
  /** Returns the warnings so far. */
  added(): string[]
  /** Returns the warnings so far, and one for each parameter of the address that was not read. */
  list(): string[]
}

/** Creates the list of warnings of a request. */
export function createRequestWarnings(method: string, query: QueryReader): RequestWarnings {
  const added = new Set<string>()
  return {
    add: (warning) => void added.add(warning),
    added: () => [...added],
    list() {
      const unread = query.unread().map((name) => `The emulator ignores ${name} in the address of this ${method}.`)
      return [...added, ...unread]
    },
  }
}

const maxHeaderLength = 2000

/** Returns the header that names what had no effect; none without warnings. */
export function warningHeaders(warnings: readonly string[]): Record<string, string> {
  if (warnings.length === 0) return {}
  const text = warnings.join(' ').replaceAll(/[^\x20-\x7e]/g, '?')
  return { 'X-Emulator-Warnings': text.slice(0, maxHeaderLength) }
}
