import { isTokenError } from '@coveo-token/core'
import { detailedSentence } from '../output/error-sentence.ts'
import { type Check, fail, pass } from './check.ts'

/** Whether the host can be reached, and is the one of the organization's region. */
export const hostCheck: Check = {
  name: 'host and region',
  needs: ['environment'],
  async run({ coveo, privileges }) {
    const refusal = await privileges().then(
      () => undefined,
      (error: unknown) => {
        if (isTokenError(error) && error.code === 'coveo-refused') return error
        throw error
      },
    )
    if (refusal?.remedy.includes('COVEO_REGION')) return fail(refusal.message, refusal.remedy)
    if (refusal?.status === 404) return fail(detailedSentence(refusal), refusal.remedy)
    const [call] = coveo().calls.calls
    const host = call === undefined ? 'The host' : new URL(call.url).host
    const warning = coveo().warnings[0]
    return warning === undefined ? pass(`${host} responds.`) : { status: 'warn', detail: warning }
  },
}
