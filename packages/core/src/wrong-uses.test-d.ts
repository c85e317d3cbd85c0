import {
  anonymousIdentity,
  commerceGrant,
  createFetchHandler,
  createTokenIssuer,
  createUserSearch,
  type EndpointIssuer,
  emailIdentity,
  platformGrant,
  searchGrant,
  type TokenIssuer,
} from '@coveo-token/core'
import { createTokenEndpoint } from '@coveo-token/core/adapter'
import { expectTypeOf } from 'vitest'

interface User {
  email: string
  tenant: string
}
declare const sessionOf: (request: unknown) => User | null
const grantOf = (user: User) => searchGrant({ userIds: [emailIdentity(user.email)], filter: `@tenant==${user.tenant}` })
const tokens = createTokenIssuer({ grant: grantOf, coveo: {} as never })
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

// Variants are the literal names, without `as const`; the second parameter of `grant` and `guest` is their union.
const withVariants = createTokenIssuer({
  variants: ['support', 'community'],
  grant: (user: User, variant) => {
    expectTypeOf(variant).toEqualTypeOf<'support' | 'community'>()
    return searchGrant({ userIds: [emailIdentity(user.email)], searchHub: variant })
  },
  guest: (variant) => searchGrant({ userIds: [anonymousIdentity()], searchHub: variant }),
  coveo: {} as never,
})
expectTypeOf(withVariants).toEqualTypeOf<TokenIssuer<User, 'support' | 'community'>>()
void withVariants.issue(null, { variant: 'support' })
// An issuer with variants is usable where none is named.
void createFetchHandler({ tokens: withVariants, user: () => sessionOf(1) })(request)

// @ts-expect-error an unknown variant
void withVariants.issue(null, { variant: 'sales' })
// @ts-expect-error an unknown variant
void withVariants.reportRejected(null, 'mPq1c0tJx2yR8a7V', { variant: 'sales' })
// @ts-expect-error a variant where none is declared
void tokens.issue({ email: 'a', tenant: 't' }, { variant: 'support' })
const salesOnly = (variant: 'sales') => searchGrant({ userIds: [anonymousIdentity()], searchHub: variant })
// @ts-expect-error the variant of guests is not declared
createTokenIssuer({ variants: ['support'], grant: (user: User) => grantOf(user), guest: salesOnly, coveo: {} as never })

const hub = { userIds: [anonymousIdentity()] as const, searchHub: 'shop' }
searchGrant(hub)
// @ts-expect-error a hub in a commerce grant, as a literal
commerceGrant({ userIds: [anonymousIdentity()], searchHub: 'shop' })
// @ts-expect-error a hub in a commerce grant, from a variable
commerceGrant(hub)
// @ts-expect-error no identity
searchGrant({ userIds: [] })
platformGrant({ privileges: ['SEARCH_API:EXECUTE_QUERY', 'NEW_OWNER:NEW_DOMAIN:EDIT'] })
platformGrant({ privileges: [{ owner: 'SEARCH_API', targetDomain: 'EXECUTE_QUERY' }] })
// @ts-expect-error a privilege without a domain, as text
platformGrant({ privileges: ['SEARCH_API'] })
// @ts-expect-error a privilege without a domain
platformGrant({ privileges: [{ owner: 'SEARCH_API' }] })

void createUserSearch({ tokens: withVariants }).search({ email: '', tenant: '' }, { q: '' }, { variant: 'support' })
// @ts-expect-error the user lacks what the grant reads
void createUserSearch({ tokens }).search({ email: '' }, { q: 'vpn' })
