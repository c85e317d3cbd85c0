import { systemTimers } from './timers.ts'

export interface DelayOptions {
  /** Ends the delay early. */
  signal?: AbortSignal | undefined
  /** Nobody waits for it: a process may end meanwhile. Default false. */
  background?: boolean | undefined
}

/**
 * Resolves after `ms` milliseconds, or rejects with the signal's reason as soon as `signal` aborts.
 * An aborted delay leaves no timer behind, so it cannot hold a process open.
 */
export function delay(ms: number, { signal, background = false }: DelayOptions = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason)
      return
    }
    function onAbort() {
      systemTimers.clearTimeout(timer)
      reject(signal?.reason)
    }
    function done() {
      signal?.removeEventListener('abort', onAbort)
      resolve()
    }
    const timer: unknown = background ? systemTimers.setTimeout(done, ms) : setTimeout(done, ms)
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}
