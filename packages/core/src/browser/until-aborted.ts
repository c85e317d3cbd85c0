/** Settles like `promise`, or rejects with the signal's reason when `signal` aborts first. Does not cancel the work. */
export function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort)
    void promise.then(resolve, reject).then(() => signal.removeEventListener('abort', abort))
  })
}
