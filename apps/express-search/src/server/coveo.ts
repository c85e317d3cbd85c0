import {
  coveoClientFromEnv,
  createTokenIssuer,
  emailIdentity,
  type Grant,
  platformGrant,
  searchGrant,
  type TokenIssuer,
  type TokenKind,
} from '@coveo-token/core'
import { privilegePresets } from '@coveo-token/core/privileges'
import type { DemoUser } from '@coveo-token/demo/server'

/** Issues one token per user. The only file that uses `COVEO_API_KEY`. */
export function createTokens(kind: TokenKind): TokenIssuer<DemoUser> {
  return createTokenIssuer<DemoUser>({
    coveo: coveoClientFromEnv(),
    grant: grants[kind],
  })
}

/** The grant of one user. `COVEO_TOKEN_KIND` selects search or platform tokens. */
const grants: Record<TokenKind, (user: DemoUser) => Grant> = {
  search: (user) =>
    searchGrant({ userIds: [emailIdentity(user.id)], userDisplayName: user.name, searchHub: 'knowledge' }),
  // No impersonation privilege: a token in a browser must not be able to create further tokens.
  platform: (user) =>
    platformGrant({ userIds: [emailIdentity(user.id)], privileges: [...privilegePresets.searchWithoutImpersonation] }),
}
