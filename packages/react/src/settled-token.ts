'use client'

import type { TokenSource } from '@coveo-token/core/browser'

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
  const stop = source.subscribe(check)
  check()

  function check() {
    if (source.getSnapshot().status === 'loading') return
    // React reads the status where another listener of the same change renders at once.
    promise.status = 'fulfilled'
    resolve()
    queueMicrotask(() => stop())
  }
  return promise
}
