const turns = 15

/**
 * Resolves with the promise's value, or with undefined after `ms` milliseconds. Waits in turns: in a process that is busy, a single timer
 * may fire before the value that has long arrived.
 */
export async function withDeadline<Value>(promise: Promise<Value>, ms: number): Promise<Value | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined
  let left = turns
  const late = new Promise<undefined>((resolve) => {
    function wait() {
      if (left-- === 0) return resolve(undefined)
      timer = setTimeout(wait, ms / turns)
    }
    wait()
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
