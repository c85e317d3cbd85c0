import type { AbortState } from './abort-state.ts'
import { onAbort } from './on-abort.ts'

/** Settles like `promise`, or rejects with the signal's reason when `signal` aborts first. Does not cancel the work. */
export function abortable<Value>(promise: Promise<Value>, signal: AbortState | undefined): Promise<Value> {
  if (signal === undefined) return promise
  return new Promise((resolve, reject) => {
    const remove = onAbort(signal, () => reject(signal.reason))
    void promise.then(resolve, reject).then(remove)
  })
}
