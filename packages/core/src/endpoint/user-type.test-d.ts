import { expectTypeOf } from 'vitest'
import {
  createFetchHandler,
  createTokenIssuer,
  type EndpointIssuer,
  emailIdentity,
  platformGrant,
  searchGrant,
  type TokenIssuer,
} from '../index.ts'
import { createTokenEndpoint } from './token-endpoint.ts'

interface User {
  email: string
  tenant: string
}
declare const sessionOf: (request: unknown) => User | null
const tokens = createTokenIssuer({
  grant: (user: User) => searchGrant({ userIds: [emailIdentity(user.email)], filter: `@tenant==${user.tenant}` }),
  coveo: {} as never,
})
const request = new Request('https://app.example')

// The user type comes from `grant`; the handler takes it from `tokens` alone.
expectTypeOf(tokens).toEqualTypeOf<TokenIssuer<User>>()
void createFetchHandler({ tokens, user: () => sessionOf(1) })(request)
createTokenEndpoint({ tokens, user: async () => sessionOf(1) ?? undefined })

// An issuer that requires less of its users is usable where more is known.
export const lessDemanding: EndpointIssuer<User> = createTokenIssuer({
  grant: (user: { email: string }) => searchGrant({ userIds: [emailIdentity(user.email)] }),
  coveo: {} as never,
})

// The context is a required argument exactly if `user` reads it.
const withContext = createFetchHandler({ tokens, user: (_request, c: { var: { user: User } }) => c.var.user })
void withContext(request, { var: { user: { email: '', tenant: '' } } })
// @ts-expect-error without the context
void withContext(request)

// @ts-expect-error the session lacks what the grant reads (fetch)
createFetchHandler({ tokens, user: async () => ({ email: 'a' }) })
// @ts-expect-error the session lacks what the grant reads (plain endpoint)
createTokenEndpoint({ tokens, user: async () => ({ email: 'a' }) })
// @ts-expect-error not bivariant: an issuer that requires more is not one that requires less
export const endpointIssuer: EndpointIssuer<{ email: string }> = tokens
// @ts-expect-error not bivariant
export const tokenIssuer: TokenIssuer<{ email: string }> = tokens
// @ts-expect-error a call without a user
void tokens.issue()
// @ts-expect-error undefined is not a user
void tokens.issue(undefined)
// @ts-expect-error a hub in a platform grant
platformGrant({ privileges: ['SEARCH_API:EXECUTE_QUERY'], searchHub: 'support' })
