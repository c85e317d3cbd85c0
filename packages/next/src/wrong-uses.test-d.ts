import { createTokenIssuer } from '@coveo-token/core'
import {
  anonymousIdentity,
  createCoveo,
  createTokenRoute,
  emailIdentity,
  type NextCoveo,
  searchGrant,
} from '@coveo-token/next'
import * as pages from '@coveo-token/next/pages'
import { expectTypeOf } from 'vitest'

interface User {
  email: string
  tenant: string
}
declare const sessionOf: (cookies: unknown) => User | null
/** As Auth.js types it. */
declare const auth: () => Promise<{ user?: { id?: string; email?: string | null } } | null>
const grant = (user: User) => searchGrant({ userIds: [emailIdentity(user.email)], filter: `@tenant==${user.tenant}` })
const tokens = createTokenIssuer({ grant, coveo: {} as never })

// The user type comes from `user`, in either order.
const coveo = createCoveo({
  grant: (user) => {
    expectTypeOf(user).toEqualTypeOf<{ email: string }>()
    return searchGrant({ userIds: [emailIdentity(user.email)] })
  },
  user: async () => {
    const email = (await auth())?.user?.email
    return email ? { email } : null
  },
})
expectTypeOf(coveo).toEqualTypeOf<NextCoveo<{ email: string }>>()
expectTypeOf(pages.createCoveo({ user: (req, _res) => sessionOf(req.cookies), grant })).toEqualTypeOf<
  pages.PagesCoveo<User>
>()

// @ts-expect-error the session lacks what the grant reads
createCoveo({ user: () => ({ email: 'a' }), grant })
// @ts-expect-error the session lacks what the grant reads
pages.createCoveo({ user: () => ({ email: 'a' }), grant })
// @ts-expect-error the session lacks what the grant reads
createTokenRoute({ tokens, user: async () => ({ email: 'a' }) })
// @ts-expect-error the session lacks what the grant reads
pages.createPagesTokenHandler({ tokens, user: async () => ({ email: 'a' }) })
// @ts-expect-error missing `user`
createCoveo({ grant })
// @ts-expect-error missing `grant`
createCoveo({ user: () => sessionOf(1) })
// @ts-expect-error a variant where none is declared
void coveo.getToken({ variant: 'support' })
createCoveo({
  user: async () => (await auth())?.user ?? null,
  // @ts-expect-error `email?: string | null` is not an email
  grant: (user) => searchGrant({ userIds: [emailIdentity(user.email)] }),
})
// @ts-expect-error parameters that are not a grant
createCoveo({ user: () => sessionOf(1), grant: (user) => ({ userIds: [emailIdentity(user.email)] }) })

// Variants are the literal names, without `as const`; the second parameter of `grant` and `guest` is their union.
const withVariants = createCoveo({
  variants: ['support', 'community'],
  user: () => sessionOf(1),
  grant: (user, variant) => {
    expectTypeOf(variant).toEqualTypeOf<'support' | 'community'>()
    return searchGrant({ userIds: [emailIdentity(user.email)], searchHub: variant })
  },
  guest: (variant) => searchGrant({ userIds: [anonymousIdentity()], searchHub: variant }),
})
void withVariants.getToken({ variant: 'community' })
void withVariants.getInitialToken()
void withVariants.tokens.issue(null, { variant: 'support' })

// @ts-expect-error an unknown variant
void withVariants.getToken({ variant: 'sales' })
// @ts-expect-error an unknown variant
void withVariants.tokens.issue(null, { variant: 'sales' })
const salesOnly = (variant: 'sales') => searchGrant({ userIds: [anonymousIdentity()], searchHub: variant })
// @ts-expect-error the variant of guests is not declared
createCoveo({ variants: ['support'], user: () => sessionOf(1), grant, guest: salesOnly })
