/** The two timer functions that the kit calls. Tests pass a fake clock. */
export interface Timers {
  readonly setTimeout: (run: () => void, delayMs: number) => unknown
  readonly clearTimeout: (timer: unknown) => void
}

/** The platform's timers. On Node a pending timer keeps the process alive. */
export const foregroundTimers: Timers = {
  setTimeout: (run, delayMs) => globalThis.setTimeout(run, delayMs),
  clearTimeout: (timer) => globalThis.clearTimeout(timer as number),
}

/** The platform's timers. On Node a pending timer does not keep the process alive. */
export const systemTimers: Timers = {
  setTimeout(run, delayMs) {
    const timer = globalThis.setTimeout(run, delayMs) as { unref?: () => void }
    timer.unref?.()
    return timer
  },
  clearTimeout: foregroundTimers.clearTimeout,
}
