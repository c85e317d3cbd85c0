import * as z from 'zod'
import { ApiError } from '../api/api-error.ts'
import { hasPrivilege, type Privilege } from './privilege.ts'
import { impersonate } from './privilege-catalog.ts'
import { type SecurityIdentity, securityIdentitySchema } from './security-identity.ts'

const identities = z.array(securityIdentitySchema).optional()
const restrictions = z.strictObject({ allowedUserIds: identities }).optional()

/**
 * The parameters that an API key enforces on its queries and tokens.
 * @see https://docs.coveo.com/en/82
 */
export const apiKeyConfigurationSchema = z.strictObject({
  search: z
    .strictObject({
      enforcedQueryPipelineConfiguration: z.strictObject({ searchHub: z.string().optional() }).optional(),
      impersonationRestrictions: restrictions,
      /** The spelling of `@coveo/platform-client`. */
      impersonationRestriction: restrictions,
      apiKeyQueryAuthentication: identities,
    })
    .optional(),
  commerce: z.strictObject({ catalogId: z.string().optional() }).optional(),
  analytics: z
    .strictObject({
      event: z.strictObject({ userId: z.string().optional(), userDisplayName: z.string().optional() }).optional(),
    })
    .optional(),
})

export type ApiKeyConfiguration = z.infer<typeof apiKeyConfigurationSchema>

/** Returns the identities that tokens of a key may impersonate; undefined for all. */
export function allowedUserIdsOf({ search }: ApiKeyConfiguration): readonly SecurityIdentity[] | undefined {
  return (search?.impersonationRestrictions ?? search?.impersonationRestriction)?.allowedUserIds
}

/** Throws a 412 for a configuration with identities of a key that may not impersonate. */
export function requireImpersonateFor(configuration: ApiKeyConfiguration, privileges: readonly Privilege[]): void {
  const userIds = [allowedUserIdsOf(configuration), configuration.search?.apiKeyQueryAuthentication].flat()
  if (userIds.every((one) => one === undefined) || hasPrivilege(privileges, impersonate)) return
  throw new ApiError('Identities in additionalConfiguration need a key with SEARCH_API:IMPERSONATE.', {
    status: 412,
    code: 'PRECONDITION_FAILED',
  })
}

/** Throws a 403 that names an identity that the key may not impersonate. */
export function requireAllowedUserIds(
  userIds: readonly SecurityIdentity[],
  configuration: ApiKeyConfiguration = {},
): void {
  const allowed = allowedUserIdsOf(configuration)
  const refused = allowed && userIds.find((userId) => !allowed.some((one) => isSame(one, userId)))
  if (!refused) return
  throw new ApiError(`This API key may not impersonate ${refused.name} of ${refused.provider}.`, {
    status: 403,
    code: 'ACCESS_DENIED',
    type: 'AccessDeniedException',
  })
}

function isSame(left: SecurityIdentity, right: SecurityIdentity): boolean {
  const names = [left, right].map(({ name }) => name.toLowerCase())
  return names[0] === names[1] && left.provider === right.provider && left.type === right.type
}
