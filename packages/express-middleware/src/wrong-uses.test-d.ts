import { createTokenIssuer } from '@coveo-token/core'
import {
  coveoTokenEndpoint,
  createCoveo,
  type ExpressCoveo,
  emailIdentity,
  searchGrant,
} from '@coveo-token/express-middleware'
import type { Request } from 'express'
import { expectTypeOf } from 'vitest'

interface User {
  email: string
  tenant: string
}
declare const sessionOf: (req: Request) => User | null
const grant = (user: User) => searchGrant({ userIds: [emailIdentity(user.email)], filter: `@tenant==${user.tenant}` })
const tokens = createTokenIssuer({ grant, coveo: {} as never })

// The user type comes from `user`, through a promise and a union with undefined.
const coveo = createCoveo({
  user: async (req) => sessionOf(req) ?? undefined,
  grant: (user) => {
    expectTypeOf(user).toEqualTypeOf<User>()
    return searchGrant({ userIds: [emailIdentity(user.email)] })
  },
})
expectTypeOf(coveo).toEqualTypeOf<ExpressCoveo<User>>()
void coveo.tokens.issue({ email: 'a', tenant: 't' })
coveoTokenEndpoint({ tokens, user: sessionOf })

// @ts-expect-error the session lacks what the grant reads
createCoveo({ user: () => ({ email: 'a' }), grant })
// @ts-expect-error the session lacks what the grant reads
coveoTokenEndpoint({ tokens, user: () => ({ email: 'a' }) })
// @ts-expect-error missing `user`
createCoveo({ grant })
// @ts-expect-error missing `grant`
createCoveo({ user: sessionOf })
// @ts-expect-error a header is not a user
createCoveo({ user: (req: Request) => req.get('x-user'), grant })

// Variants are the literal names, without `as const`.
const withVariants = createCoveo({ variants: ['support', 'community'], user: sessionOf, grant })
expectTypeOf(withVariants).toEqualTypeOf<ExpressCoveo<User, 'support' | 'community'>>()
// @ts-expect-error an unknown variant
void withVariants.getToken({} as Request, { variant: 'sales' })
// @ts-expect-error a variant where none is declared
void coveo.getToken({} as Request, { variant: 'support' })
