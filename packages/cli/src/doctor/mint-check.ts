import { fingerprint } from '../inspect/fingerprint.ts'
import { describeIdentity } from '../inspect/inspection-blocks.ts'
import { type Check, pass, warn } from './check.ts'

/** One trial mint. */
export const mintCheck: Check = {
  name: 'trial mint',
  needs: ['environment', 'host and region'],
  async run({ token, identity, coveo }) {
    const minted = `Minted the search token ${fingerprint(await token())} for ${describeIdentity(identity)}.`
    const { warnings } = coveo()
    return warnings.length === 0 ? pass(minted) : warn(`${minted} ${warnings.join(' ')}`, 'Correct the named setting.')
  },
}
