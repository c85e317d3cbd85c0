'use client'

import type { TokenSource } from '@coveo-token/core/browser'
import { type PageEntry, pageEntries } from './page-entries.ts'

/** A promise with the two fields by which React reads it without waiting. */
interface TrackedPromise extends Promise<void> {
  status?: 'pending' | 'fulfilled'
  value?: undefined
}

const promises = new WeakMap<TokenSource, TrackedPromise>()
const settled: TrackedPromise = Object.assign(Promise.resolve(), { status: 'fulfilled' as const })

/** Resolves when the source is no longer loading. The same promise until the source loads again. */
export function settledToken(source: TokenSource, isLoading: boolean): TrackedPromise {
  const last = promises.get(source)
  if (!isLoading || last?.status === 'pending') return last ?? settled
  const next = waitForToken(source)
  promises.set(source, next)
  return next
}

/** Subscribing sends the request: a component that suspends has no effect that could do it. */
function waitForToken(source: TokenSource): TrackedPromise {
  let resolve = () => {}
  const executor = (settle: () => void) => {
    resolve = settle
  }
  const promise: TrackedPromise = Object.assign(new Promise<void>(executor), { status: 'pending' as const })
  const before = new Set(shownEntries())
  const stop = source.subscribe(check)
  check()

  function check() {
    if (source.getSnapshot().status === 'loading') return
    endIfLeft(source, before)
    // React reads the status where another listener of the same change renders at once.
    promise.status = 'fulfilled'
    resolve()
    queueMicrotask(() => stop())
  }
  return promise
}

/** The entries that mounted providers hold. */
function shownEntries(): PageEntry[] {
  return [...pageEntries.values()].filter(({ providers }) => providers > 0)
}

/**
 * Ends the source that a component waited for if the page has left its session meanwhile. The token may be that of the other session's
 * user. `before`: the entries that the page showed when the wait began.
 */
function endIfLeft(source: TokenSource, before: ReadonlySet<PageEntry>) {
  for (const [key, entry] of pageEntries) {
    if (entry.source.getSnapshot() !== source.getSnapshot()) continue
    const shown = shownEntries().filter(({ address }) => address === entry.address)
    const isShown = shown.some(({ session }) => session === entry.session)
    if (isShown || shown.every((other) => before.has(other))) continue
    pageEntries.delete(key)
    entry.source.dispose()
  }
}
