import { tokenError } from '../shared/error-table.ts'
import { inTime } from '../shared/in-time.ts'
import { redactedError } from '../shared/redacted-error.ts'
import { createSingleFlight } from '../shared/single-flight.ts'
import { isTokenError } from '../shared/token-error.ts'

type Keys = string | readonly [current: string, previous?: string | undefined]

/** One key, the current and the previous key, or a function that reads them: at the first call, and again after a refusal. */
export type ApiKey = Keys | (() => Keys | Promise<Keys>)

/** Makes a call with the key that Coveo accepted last. If Coveo refuses it, makes the call with each other key once. */
export type CallWithKey = <Result>(
  call: (apiKey: string) => Promise<Result>,
  /** Called if another key was accepted. */
  onRotated: () => void,
) => Promise<Result>

/** `timeoutMs` limits a function that reads the keys. Throws a `TypeError` for a wrong key. */
export function createCallWithKey(source: ApiKey, timeoutMs: number): CallWithKey {
  const reads = createSingleFlight<readonly string[]>({ maxAgeMs: timeoutMs })
  let keys = typeof source === 'function' ? unread : checkedKeys(source)

  /** Reads the keys once for all calls that need them: a vault limits its calls as well. */
  async function read(source: () => Keys | Promise<Keys>): Promise<void> {
    try {
      const reading = reads.run('', async () => checkedKeys(await source()))
      keys = await inTime(reading, { name: 'apiKey', ms: timeoutMs })
    } catch (thrown) {
      if (isTokenError(thrown)) throw thrown
      throw tokenError('configuration', 'The `apiKey` function failed.', { cause: redactedError(thrown) })
    }
  }

  return async (call, onRotated) => {
    const refused: string[] = []
    let refusal: unknown
    let tried = unread
    for (;;) {
      // Another call may have read them since.
      if (typeof source === 'function' && keys === tried) await read(source)
      tried = keys
      const apiKey = keys.find((key) => !refused.includes(key))
      // Two keys before a rotation, two after it: a function could return another key without end.
      if (apiKey === undefined || refused.length > 3) throw refusal
      try {
        const result = await call(apiKey)
        if (refusal) {
          keys = [apiKey, ...keys.filter((key) => key !== apiKey)]
          onRotated()
        }
        return result
      } catch (error) {
        // A key that was disabled or deleted, or that lacks a privilege.
        if (!isTokenError(error) || error.status !== 401) throw refusal ?? error
        refusal ??= error
        refused.push(apiKey)
      }
    }
  }
}

const unread: readonly string[] = []

/** Throws a `TypeError` for anything but one or two keys. */
function checkedKeys(source: Keys): readonly string[] {
  const keys = [source].flat().filter((key) => key !== undefined)
  if (keys.length > 0 && keys.every((key) => typeof key === 'string' && /^[\x21-\x7e]+$/.test(key)))
    return keys as string[]
  throw new TypeError('`apiKey` must be a Coveo API key, such as the text of COVEO_API_KEY.')
}
