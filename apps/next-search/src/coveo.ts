import 'server-only'
import type { TokenKind } from '@coveo-token/core'
import { privilegePresets } from '@coveo-token/core/privileges'
import { type DemoUser, readAllowedHosts, sharedOptions } from '@coveo-token/demo/server'
import { createCoveo, emailIdentity, type Grant, platformGrant, searchGrant } from '@coveo-token/next'
import { signedInUser } from './session.ts'
import { demoSettings } from './settings.ts'

/** Issues one token per user. The only file that uses `COVEO_API_KEY`. */
export const coveo = createCoveo<DemoUser>({
  user: signedInUser,
  grant: (user) => grants[demoSettings().tokenKind](user),
  sessionKey: (user) => user?.id,
  allowedHosts: readAllowedHosts(process.env),
  shared: sharedOptions(process.env),
})

export const { tokens } = coveo

/** The signed-in user's token for Server Components. */
export async function initialToken() {
  return (await coveo.getInitialToken()) ?? undefined
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
