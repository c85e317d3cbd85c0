'use client'

import type { TokenSource } from '@coveo-token/core/browser'

interface PageSource {
  source: TokenSource
  holders: number
}

/** The token sources of this page. Always empty on a server, where one process renders for many users. */
const sources = new Map<string, PageSource>()

/** The page's one source for `key`: made on first use, and again after everybody had let go of it. */
export function pageSource(key: string, create: () => TokenSource): TokenSource {
  if (typeof window === 'undefined') return create()
  let entry = sources.get(key)
  if (!entry) {
    entry = { source: create(), holders: 0 }
    sources.set(key, entry)
  }
  return entry.source
}

/** Keeps the source for `key` alive. The last to let go disposes of it a tick later, so that a remount finds it still there. */
export function holdPageSource(key: string | undefined): () => void {
  const entry = key ? sources.get(key) : undefined
  if (!key || !entry) return () => {}
  entry.holders++
  return () => {
    entry.holders--
    setTimeout(() => {
      if (entry.holders > 0 || sources.get(key) !== entry) return
      sources.delete(key)
      entry.source.dispose()
    })
  }
}
