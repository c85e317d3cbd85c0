import * as z from 'zod'
import { privilegeSchema } from './privilege.ts'
import { securityIdentitySchema } from './security-identity.ts'

/**
 * The body of `POST /rest/organizations/{org}/tokens`: the token's payload, wrapped in `body`.
 * @see https://docs.coveo.com/en/n3ge0020
 */
export const platformTokenRequestSchema = z.looseObject(
  {
    sub: z.string().optional(),
    body: z.looseObject(
      {
        organizationId: z.string().optional(),
        privileges: z.array(privilegeSchema).default([]),
        additionalConfiguration: z
          .looseObject({
            search: z.looseObject({ userIds: z.array(securityIdentitySchema).optional() }).optional(),
            analytics: z
              .looseObject({
                event: z
                  .looseObject({ userId: z.string().optional(), userDisplayName: z.string().optional() })
                  .optional(),
              })
              .optional(),
          })
          .optional(),
      },
      { error: 'is required: put privileges and additionalConfiguration inside an object called body' },
    ),
  },
  { error: 'the body must be a JSON object' },
)

export type PlatformTokenRequest = z.infer<typeof platformTokenRequestSchema>
