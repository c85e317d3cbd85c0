import type { Timers } from './timers.ts'

/** The promise's outcome, or the signal's reason as soon as the signal aborts. The work behind the promise goes on. */
export function abortable<Value>(promise: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (signal === undefined) return promise
  return new Promise((resolve, reject) => {
    function stop(): void {
      reject(signal?.reason)
    }
    function settled(): void {
      signal?.removeEventListener('abort', stop)
    }
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
    void promise.then(resolve, reject).then(settled)
  })
}

export interface WithinOptions {
  ms: number
  timers: Timers
}

/** The promise's outcome, or undefined when it is not there within `ms`. The work behind the promise goes on. */
export function within<Value>(promise: Promise<Value>, { ms, timers }: WithinOptions): Promise<Value | undefined> {
  return new Promise((resolve, reject) => {
    const timer = timers.setTimeout(() => resolve(undefined), ms)
    void promise.then(resolve, reject).then(() => timers.clearTimeout(timer))
  })
}
