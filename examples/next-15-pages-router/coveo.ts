import { createCoveo, emailIdentity, searchGrant } from '@coveo-token/next/pages'
import { readSession } from './session'

export const coveo = createCoveo({
  user: async (req, res) => (await readSession(req, res)).user ?? null,
  grant: (user) => searchGrant({ userIds: [emailIdentity(user.email)], searchHub: 'support' }),
})
