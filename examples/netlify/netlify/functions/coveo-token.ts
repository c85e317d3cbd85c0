import { createFetchHandler, createTokenIssuer, emailIdentity, searchGrant } from '@coveo-token/core'
import type { Config, Context } from '@netlify/functions'
import { readSession } from '../../session.ts'

const tokens = createTokenIssuer({
  grant: (email: string) => searchGrant({ userIds: [emailIdentity(email)], searchHub: 'support' }),
})

export default createFetchHandler({
  tokens,
  user: (request: Request, _context: Context) => readSession(request),
  waitUntil: (work, context) => context.waitUntil(work),
})

export const config: Config = { path: '/api/coveo-token' }
