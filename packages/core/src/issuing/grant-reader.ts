import { abortable } from '../shared/abortable.ts'
import { holdProcess } from '../shared/hold-process.ts'
import { inTime } from '../shared/in-time.ts'
import { isThenable } from '../shared/is-thenable.ts'
import type { Grant } from './grant.ts'
import type { ReadGrant } from './grant-source.ts'
import { abortedError, grantFailure } from './issuer-errors.ts'
import type { IssuerSettings } from './issuer-options.ts'

/** Calls `grant` and `guest` of the application. */
export interface GrantReader {
  /** Throws a TokenError; the promise of an asynchronous `grant` may reject with any value. */
  readonly read: (read: ReadGrant) => Grant | Promise<Grant>
  /** Waits for what `read` returned, within `grantTimeoutMs` and until the caller aborts. Rejects with a TokenError. */
  readonly settle: (grant: Grant | Promise<Grant>, signal?: AbortSignal) => Promise<Grant>
}

export function createGrantReader({ grantTimeoutMs, timers, now }: IssuerSettings<never>): GrantReader {
  const limit = { name: 'grant', ms: grantTimeoutMs, timers, now }

  return {
    read(read) {
      try {
        const grant = read()
        return isThenable(grant) ? Promise.resolve(grant) : grant
      } catch (thrown) {
        throw grantFailure(thrown)
      }
    },
    async settle(grant, signal) {
      try {
        return await holdProcess(abortable(inTime(Promise.resolve(grant), limit), signal))
      } catch (thrown) {
        throw signal?.aborted ? abortedError(signal) : grantFailure(thrown)
      }
    },
  }
}
