import { createCoveo, emailIdentity, searchGrant } from '@coveo-token/next'
import { readSession } from './session'

export const coveo = createCoveo({
  user: async () => (await readSession()).user ?? null,
  grant: (user) => searchGrant({ userIds: [emailIdentity(user.email)], searchHub: 'support' }),
})
