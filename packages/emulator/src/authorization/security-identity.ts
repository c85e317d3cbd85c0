import * as z from 'zod'

const identityFields = {
  name: z.string().min(1),
  provider: z.string().min(1),
  type: z.enum(['User', 'Group', 'VirtualGroup', 'Unknown']).default('User'),
}

export const securityIdentitySchema = z.strictObject(identityFields)

/** An identity in the claims of a token, which can hold more, such as `infos`. */
export const claimedIdentitySchema = z.looseObject(identityFields)

/** An identity that a token impersonates: an item of Coveo's `userIds`. */
export type SecurityIdentity = z.infer<typeof securityIdentitySchema>

/** The identity of queries whose token or key names none. */
export const anonymousIdentity: SecurityIdentity = {
  name: 'anonymous',
  provider: 'Email Security Provider',
  type: 'User',
}
