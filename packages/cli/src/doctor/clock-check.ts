import { describeDuration } from '../inspect/describe-lifetime.ts'
import { type Check, pass, skip, warn } from './check.ts'

/** A larger difference shows in logs and in the expiry of sessions, in milliseconds. */
const maxSkewMs = 30_000

/** The local clock against Coveo's `Date` header. */
export const clockCheck: Check = {
  name: 'clock',
  needs: ['environment', 'host and region'],
  async run({ coveo }) {
    const skewMs = coveo().calls.clockSkewMs()
    if (skewMs === undefined) return skip('No response of Coveo has a Date header.')
    // The header states whole seconds.
    if (Math.abs(skewMs) <= maxSkewMs) return pass("This machine's clock agrees with Coveo's.")
    return warn(
      `This machine's clock is ${describeDuration(skewMs)} ${skewMs > 0 ? 'behind' : 'ahead of'} Coveo's.`,
      "Synchronize the clock (NTP). The kit measures lifetimes by Coveo's clock; other code may not.",
    )
  },
}
