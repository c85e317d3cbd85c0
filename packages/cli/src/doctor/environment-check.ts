import { type Check, pass } from './check.ts'

/** The settings in the environment; every problem at once. */
export const environmentCheck: Check = {
  name: 'environment',
  async run({ coveo, context: { env } }) {
    const { organizationId } = coveo().client
    const where = env.COVEO_ENDPOINT ? 'at COVEO_ENDPOINT' : `in region ${env.COVEO_REGION || 'us'}`
    return pass(`Organization ${organizationId} ${where}, and an API key.`)
  },
}
