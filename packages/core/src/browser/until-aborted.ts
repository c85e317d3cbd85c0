/** Settles like `promise`, or rejects with the reason of `signal` as soon as that is aborted. Leaves no listener behind. */
export function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const rejectNow = () => reject(signal.reason)
    if (signal.aborted) rejectNow()
    signal.addEventListener('abort', rejectNow)
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', rejectNow))
  })
}
