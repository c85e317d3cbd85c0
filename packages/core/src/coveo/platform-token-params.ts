import { z } from 'zod'
import { type Privilege, requestedPrivilegeSchema } from './privilege-schema.ts'
import { type SecurityIdentity, securityIdentitySchema } from './security-identity.ts'

/** Life that Coveo gives a platform token when none is asked for, in milliseconds (slug n3ge0020). */
export const defaultPlatformTokenMs = 86_400_000

/** What a platform token allows (slug n3ge0020). It cannot enforce a search hub, a pipeline or a filter. */
export interface PlatformTokenParams {
  /** At least one; the API key must hold each of them. Absent parts are sent as `ENABLE`, `*` and `NORMAL`. */
  privileges: readonly Privilege[]
  /** Who queries run as; needs `SEARCH_API:IMPERSONATE`. */
  userIds?: readonly SecurityIdentity[] | undefined
  /** The user that analytics events are logged for. */
  analytics?: { userId?: string | undefined; userDisplayName?: string | undefined } | undefined
  /** Life in milliseconds, whole seconds only. Default 86 400 000 (24 h). Coveo publishes no bounds. */
  validityPeriodMs?: number | undefined
}

/** Refuses unknown fields; drops repeated privileges and identities, which the published schema forbids. */
export const platformTokenParamsSchema = z.strictObject({
  privileges: z.array(requestedPrivilegeSchema).min(1, 'needs at least one privilege').transform(unique),
  userIds: z.array(securityIdentitySchema).transform(unique).optional(),
  analytics: z.strictObject({ userId: z.string().optional(), userDisplayName: z.string().optional() }).optional(),
  validityPeriodMs: z.int().positive().multipleOf(1_000, 'must be a whole number of seconds').optional(),
})

function unique<Item>(items: Item[]): Item[] {
  // The schema has just rebuilt every item, so equal items have their keys in the same order.
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()]
}
