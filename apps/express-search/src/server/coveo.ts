import type { TokenKind } from '@coveo-token/core'
import { privilegePresets } from '@coveo-token/core/privileges'
import { type DemoSettings, type DemoUser, sharedOptions } from '@coveo-token/demo/server'
import {
  createCoveo,
  type ExpressCoveo,
  emailIdentity,
  type Grant,
  platformGrant,
  searchGrant,
} from '@coveo-token/express-middleware'
import { userOfToken } from './session.ts'

/** Issues one token per user. The only file that uses `COVEO_API_KEY`. */
export function createDemoCoveo({ tokenKind, allowedHosts }: DemoSettings): ExpressCoveo<DemoUser> {
  return createCoveo({
    user: userOfToken,
    grant: grants[tokenKind],
    sessionKey: (user) => user?.id,
    allowedHosts,
    shared: sharedOptions(process.env),
  })
}

/** The grant of one user. `COVEO_TOKEN_KIND` selects search or platform tokens. */
const grants: Record<TokenKind, (user: DemoUser) => Grant> = {
  search: (user) =>
    searchGrant({ userIds: [emailIdentity(user.id)], userDisplayName: user.name, searchHub: 'knowledge' }),
  // Coveo documents `userIds` of a platform token with IMPERSONATE only, which a browser should not hold: the endpoint warns.
  // A search token is the better choice for a browser. See https://docs.coveo.com/en/n3ge0020
  platform: (user) =>
    platformGrant({
      userIds: [emailIdentity(user.id)],
      privileges: [...privilegePresets.searchAsUser, ...privilegePresets.pushAnalytics],
    }),
}
