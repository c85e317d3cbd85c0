/** How long a lock manager may take to respond. */
const responseMs = 1_000

/** `taken`: another tab holds the lock. `unknown`: no lock manager responded. Otherwise a function that releases the lock. */
export type TabLock = (() => void) | 'taken' | 'unknown'

/** Acquires the lock `name` if it is free. Never waits for a tab that holds it, nor for a lock manager that does not respond. */
export function acquireTabLock(name: string): Promise<TabLock> {
  return new Promise((resolve) => {
    let isSettled = false
    const settle = (result: TabLock) => {
      clearTimeout(timer)
      isSettled = true
      resolve(result)
    }
    const timer = setTimeout(settle, responseMs, 'unknown')
    const hold = (lock: Lock | null) =>
      new Promise<void>((release) => {
        // A lock that comes too late is of no use: release it.
        if (!lock || isSettled) release()
        settle(lock ? release : 'taken')
      })
    const request = async () => navigator.locks.request(name, { ifAvailable: true }, hold)
    request().catch(() => settle('unknown'))
  })
}
