import { z } from 'zod'

export const securityIdentitySchema = z.looseObject({
  name: z.string().min(1),
  provider: z.string().min(1),
  type: z.enum(['User', 'Group', 'VirtualGroup', 'Unknown']).default('User'),
})

/** Whom a token acts as: Coveo's `userIds`. */
export type SecurityIdentity = z.infer<typeof securityIdentitySchema>

/** The identity of a request that carries none. */
export const anonymousIdentity: SecurityIdentity = {
  name: 'anonymous',
  provider: 'Email Security Provider',
  type: 'User',
}
