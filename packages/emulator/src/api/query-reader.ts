/** The query string of a request. Knows which of its parameters were read. */
export interface QueryReader {
  get(name: string): string | undefined
  /** Returns every parameter, as the input of a table of parameters. */
  all(): Record<string, string>
  /** Returns the names that were not read. */
  unread(): string[]
}

/** Creates a reader of the parameters in an address. The organization and the token belong to every call. */
export function createQueryReader(query: URLSearchParams): QueryReader {
  const unread = new Set(query.keys())
  unread.delete('organizationId')
  unread.delete('access_token')
  return {
    get(name) {
      unread.delete(name)
      return query.get(name) ?? undefined
    },
    all() {
      unread.clear()
      return Object.fromEntries(query)
    },
    unread: () => [...unread],
  }
}
