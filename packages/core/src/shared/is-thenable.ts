/** Whether `await` would wait for this value: a promise, also of another realm or of a library. */
export function isThenable(value: unknown): value is PromiseLike<never> {
  return typeof Object(value).then === 'function'
}
