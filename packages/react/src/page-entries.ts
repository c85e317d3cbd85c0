'use client'

import type { TokenSource, TokenSourceOptions } from '@coveo-token/core/browser'

/** The options that may be new functions and objects in every render. */
export type RequestOptions = Pick<TokenSourceOptions, 'fetch' | 'headers'>

/** A token source that the components of one page share by endpoint and session key. */
export interface PageSource extends TokenSource {
  /** Marks the source as used by a mounted provider. Returns a function that ends that. */
  readonly retain: () => () => void
  /** Takes the initial token and, for the requests that follow, `fetch` and `headers` of the render that was committed. */
  readonly prepare: (requests: RequestOptions) => void
}

/** One source of this page, with its users. */
export interface PageEntry {
  readonly address: string
  /** The handle that components hold. It stays the same when `source` is replaced. */
  readonly handle: PageSource
  source: TokenSource
  readonly subscriptions: Set<{ readonly listener: () => void; stop: () => void }>
  /** How many mounted providers use the source. */
  providers: number
}

/** Only effects and subscriptions add to it. On a server it therefore stays empty, whether or not there is a `window`. */
export const pageEntries = new Map<string, PageEntry>()

/** Ends every source of the page. For tests, which otherwise share tokens with the tests before them. */
export function disposePageSources() {
  for (const { source } of pageEntries.values()) source.dispose()
  pageEntries.clear()
}

/** Gives an entry another source, and its listeners with it. */
export function replaceSource(entry: PageEntry, source: TokenSource) {
  for (const { stop } of entry.subscriptions) stop()
  entry.source.dispose()
  entry.source = source
  for (const subscription of entry.subscriptions) {
    subscription.stop = source.subscribe(subscription.listener)
    subscription.listener()
  }
}

/** Counts a mounted provider, and ends the unused sources that other sessions of the same endpoint left behind. */
export function retainEntry(entry: PageEntry): () => void {
  entry.providers++
  for (const [key, other] of pageEntries) {
    if (other === entry || other.address !== entry.address || other.providers || other.subscriptions.size) continue
    pageEntries.delete(key)
    other.source.dispose()
  }
  return () => {
    entry.providers--
  }
}
