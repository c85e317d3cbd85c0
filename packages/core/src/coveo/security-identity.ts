import * as z from 'zod/mini'
import { anyString } from '../shared/any-string.ts'

/** The kind of security identity that a name identifies. */
export type SecurityIdentityType = 'User' | 'Group' | 'VirtualGroup' | 'Unknown'

/** A security identity: whom Coveo takes the bearer of the token to be. @see https://docs.coveo.com/en/56 */
export interface SecurityIdentity {
  /** For example an email address. */
  readonly name: string
  /** The security provider that resolves the name, for example `Email Security Provider`. */
  readonly provider: string
  /** Default `User`. */
  readonly type?: SecurityIdentityType | undefined
}

/** Text with at least one visible character. */
export const text = anyString.check(z.refine((name) => name.trim() !== '', 'must not be empty'))

const identityTypes: readonly unknown[] = ['User', 'Group', 'VirtualGroup', 'Unknown']
const identityType = z.custom<SecurityIdentityType>(
  (type) => identityTypes.includes(type),
  `must be one of ${identityTypes.join(', ')}`,
)

export const securityIdentityFields = { name: text, provider: text, type: z.optional(identityType) }

/** An identity in a platform token. */
export const securityIdentitySchema = z.strictObject(securityIdentityFields)
