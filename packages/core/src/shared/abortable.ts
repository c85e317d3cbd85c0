import type { Timers } from './timers.ts'

/** Settles like `promise`, or rejects with the signal's reason when `signal` aborts first. Does not cancel the work. */
export function abortable<Value>(promise: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (signal === undefined) return promise
  return new Promise((resolve, reject) => {
    function onAbort(): void {
      reject(signal?.reason)
    }
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort, { once: true })
    void promise.then(resolve, reject).then(() => signal.removeEventListener('abort', onAbort))
  })
}

export interface WithinOptions {
  ms: number
  timers: Timers
}

/** Settles like `promise`, or resolves with undefined after `ms` milliseconds. Does not cancel the work. */
export function within<Value>(promise: Promise<Value>, { ms, timers }: WithinOptions): Promise<Value | undefined> {
  return new Promise((resolve, reject) => {
    const timer = timers.setTimeout(() => resolve(undefined), ms)
    void promise.then(resolve, reject).then(() => timers.clearTimeout(timer))
  })
}
