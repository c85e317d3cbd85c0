import { foregroundTimers, type Timers } from './timers.ts'

export interface WithinOptions {
  readonly ms: number
  /** Default: the platform's timers. On Node a pending one keeps the process alive. */
  readonly timers?: Timers | undefined
  /** A clock that never goes back, in milliseconds. Default: `performance.now`. */
  readonly now?: (() => number) | undefined
}

/** A timer that fires later than this shows that the process was frozen or starved. */
const lateMs = 500
/** For how long a thawed process may deliver the responses that arrived during the freeze. */
const graceMs = 1_000

/**
 * Resolves with whether the promise settles within `ms`, by a value or by a rejection. Never rejects. The work behind it continues.
 * If its timer fires late, the process was frozen: the event loop then delivers the responses that have arrived first.
 */
export function within(
  promise: Promise<unknown>,
  { ms, timers = foregroundTimers, now = () => performance.now() }: WithinOptions,
): Promise<boolean> {
  return new Promise((resolve) => {
    const dueAt = now() + ms
    let timer = timers.setTimeout(deliver, ms)
    function deliver(): void {
      const wasFrozen = now() - dueAt > lateMs
      timer = timers.setTimeout(() => resolve(false), wasFrozen ? Math.min(ms, graceMs) : 0)
    }
    function settle(): void {
      timers.clearTimeout(timer)
      resolve(true)
    }
    promise.then(settle, settle)
  })
}
