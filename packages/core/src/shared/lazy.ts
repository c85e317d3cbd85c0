export interface Lazy<Value> {
  /** The value, created by the first call. If that throws, the next call tries again. */
  (): Value
  /** The value, if it was created. */
  readonly created: () => Value | undefined
}

/** Creates a value when it is first used. */
export function lazy<Value>(create: () => Value): Lazy<Value> {
  let value: Value | undefined
  function load(): Value {
    value ??= create()
    return value
  }
  return Object.assign(load, { created: () => value })
}
