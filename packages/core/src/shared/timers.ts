/** The two timer functions that the kit uses; a fake clock stands in for them in tests. */
export interface Timers {
  setTimeout(run: () => void, delayMs: number): unknown
  clearTimeout(timer: unknown): void
}

/** The platform's timers. Where the platform can tell, a pending one does not keep the process alive. */
export const systemTimers: Timers = {
  setTimeout(run, delayMs) {
    const timer: unknown = globalThis.setTimeout(run, delayMs)
    if (hasUnref(timer)) timer.unref()
    return timer
  },
  clearTimeout(timer) {
    globalThis.clearTimeout(timer as number)
  },
}

function hasUnref(timer: unknown): timer is { unref(): void } {
  return typeof timer === 'object' && timer !== null && 'unref' in timer && typeof timer.unref === 'function'
}
