/**
 * Resolves after `ms` milliseconds, or as soon as the function is called that it adds to `wakers`. Without `ms` it has no limit. Removes
 * that function, and clears its timer, when it ends.
 */
export function wakeableDelay(ms: number | undefined, wakers: Set<() => void>): Promise<void> {
  return new Promise((resolve) => {
    const timer = ms === undefined ? ms : setTimeout(wake, ms)
    function wake() {
      clearTimeout(timer)
      wakers.delete(wake)
      resolve()
    }
    wakers.add(wake)
  })
}
