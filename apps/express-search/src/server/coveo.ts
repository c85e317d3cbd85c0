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
import type { DemoUser } from '@coveo-token/demo-ui/server'

/** The tokens of this app: one for each user, minted with the key in `COVEO_API_KEY`, which goes no further than here. */
export function createTokens(kind: TokenKind): TokenIssuer<DemoUser> {
  return createTokenIssuer<DemoUser>({
    coveo: coveoClientFromEnv(),
    grant: grants[kind],
  })
}

/** What a token allows is decided here alone. `COVEO_TOKEN_KIND` chooses one of the two. */
const grants: Record<TokenKind, (user: DemoUser) => Grant> = {
  search: (user) =>
    searchGrant({ userIds: [emailIdentity(user.id)], userDisplayName: user.name, searchHub: 'knowledge' }),
  // Without the privilege to impersonate: this token goes to a browser, and must not make further ones.
  platform: (user) =>
    platformGrant({ userIds: [emailIdentity(user.id)], privileges: [...privilegePresets.searchWithoutImpersonation] }),
}
