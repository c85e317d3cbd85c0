/** The recent searches of one user, kept for this tab. */
export interface RecentQueryStorage {
  read: () => string[]
  write: (queries: readonly string[]) => void
  clear: () => void
}

/** Stores the recent searches of a user in this tab's session storage. Where that is not available, it stores nothing. */
export function createRecentQueryStorage(userId: string): RecentQueryStorage {
  const key = `recent-queries:${userId}`

  function attempt<Value>(action: () => Value): Value | undefined {
    try {
      return action()
    } catch {
      return undefined
    }
  }

  return {
    read() {
      const stored: unknown = attempt(() => JSON.parse(sessionStorage.getItem(key) ?? '[]'))
      return Array.isArray(stored) ? stored.filter((query) => typeof query === 'string') : []
    },
    write: (queries) => attempt(() => sessionStorage.setItem(key, JSON.stringify(queries))),
    clear: () => attempt(() => sessionStorage.removeItem(key)),
  }
}
