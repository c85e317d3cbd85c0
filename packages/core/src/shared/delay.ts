import { systemTimers, type Timers } from './timers.ts'

export interface DelayOptions {
  /** Ends the delay early. */
  signal?: AbortSignal | undefined
  /** No caller waits: the delay does not keep the process alive. Default false. */
  background?: boolean | undefined
  /** Default: the platform's timers. */
  timers?: Timers | undefined
}

const foregroundTimers: Timers = {
  setTimeout: (run, delayMs) => globalThis.setTimeout(run, delayMs),
  clearTimeout: (timer) => globalThis.clearTimeout(timer as number),
}

/** Resolves after `ms` milliseconds. Rejects with the signal's reason, and clears its timer, when `signal` aborts. */
export function delay(ms: number, { signal, background = false, timers }: DelayOptions = {}): Promise<void> {
  const clock = timers ?? (background ? systemTimers : foregroundTimers)
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason)
      return
    }
    function onAbort() {
      clock.clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = clock.setTimeout(() => {
      signal?.removeEventListener('abort', onAbort)
      resolve()
    }, ms)
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}
