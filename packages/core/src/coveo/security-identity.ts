import { z } from 'zod'

/** What kind of security identity a name stands for. */
export type SecurityIdentityType = 'User' | 'Group' | 'VirtualGroup' | 'Unknown'

/** A security identity: who Coveo takes the bearer of the token to be (slugs 56 and n3ge0020). */
export interface SecurityIdentity {
  /** For example an email address. */
  name: string
  /** The security provider that knows the name, for example `Email Security Provider`. */
  provider: string
  /** Default `User`. */
  type?: SecurityIdentityType | undefined
}

/** Text with something in it. */
export const text = z.string().regex(/\S/, 'must not be empty')

export const securityIdentityFields = {
  name: text,
  provider: text,
  type: z.enum(['User', 'Group', 'VirtualGroup', 'Unknown']).optional(),
}

/** An identity in a platform token, its type spelled out. */
export const securityIdentitySchema = z.strictObject({
  ...securityIdentityFields,
  type: securityIdentityFields.type.default('User'),
})
