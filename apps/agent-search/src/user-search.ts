import { createTokenIssuer, createUserSearch, emailIdentity, searchGrant, type UserSearch } from '@coveo-token/core'
import type { User } from './user.ts'

/** Searches Coveo as one user. Reads `COVEO_*` from the environment at its first call. */
export function userSearchFromEnv(): UserSearch<User> {
  const tokens = createTokenIssuer<User>({
    grant: (user) => searchGrant({ userIds: [emailIdentity(user.email)], searchHub: 'agent' }),
  })
  return createUserSearch({ tokens })
}
