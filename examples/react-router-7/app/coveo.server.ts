import { createFetchHandler, createTokenIssuer, emailIdentity, searchGrant } from '@coveo-token/core'
import { readEmail } from './session.server'

const tokens = createTokenIssuer({
  grant: (email: string) => searchGrant({ userIds: [emailIdentity(email)], searchHub: 'support' }),
})

export const tokenEndpoint = createFetchHandler({ tokens, user: readEmail })
