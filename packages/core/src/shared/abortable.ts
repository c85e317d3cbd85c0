/** Settles like `promise`, or rejects with the signal's reason when `signal` aborts first. Does not cancel the work. */
export function abortable<Value>(promise: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (signal === undefined) return promise
  return new Promise((resolve, reject) => {
    function onAbort(): void {
      reject(signal?.reason)
    }
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort, { once: true })
    void promise.then(resolve, reject).then(() => signal.removeEventListener('abort', onAbort))
  })
}
