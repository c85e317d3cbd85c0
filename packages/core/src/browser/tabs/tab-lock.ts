/** How long a lock manager may take to respond. */
const responseMs = 1_000

/**
 * Acquires the lock `name` if it is free. Resolves with a function that releases it, or with null if another tab holds it. Never waits for
 * that tab, nor for a lock manager that does not respond: then there is nothing to release.
 */
export function acquireTabLock(name: string): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    /** Undefined when it is too late for a lock. */
    let timer: ReturnType<typeof setTimeout> | undefined = setTimeout(fail, responseMs)
    function fail() {
      clearTimeout(timer)
      timer = undefined
      resolve(() => {})
    }
    async function hold(lock: Lock | null): Promise<void> {
      clearTimeout(timer)
      // The lock is held until the promise settles.
      if (lock && timer) return new Promise<void>(resolve)
      resolve(null)
    }
    const request = async () => navigator.locks.request(name, { ifAvailable: true }, hold)
    request().catch(fail)
  })
}
