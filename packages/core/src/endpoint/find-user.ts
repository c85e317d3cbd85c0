import { assertLimits } from '../shared/assert-limits.ts'
import { inTime } from '../shared/in-time.ts'
import { isThenable } from '../shared/is-thenable.ts'
import type { MaybePromise, SignedOut } from './endpoint-options.ts'

export interface FindUserOptions<User, Context> {
  readonly user: (context: Context) => MaybePromise<User | SignedOut>
  readonly userTimeoutMs?: number | undefined
}

/** Creates the call of `user`, which rejects with `application-timeout` if the session does not arrive in time. */
export function createFindUser<User, Context>(
  options: FindUserOptions<User, Context>,
): (context: Context) => MaybePromise<User | SignedOut> {
  const { user, userTimeoutMs: ms = 10_000 } = options
  assertLimits({ userTimeoutMs: ms })
  const limit = { name: 'user', ms }
  return (context) => {
    const found = user(context)
    return isThenable(found) ? inTime(Promise.resolve(found), limit) : found
  }
}
