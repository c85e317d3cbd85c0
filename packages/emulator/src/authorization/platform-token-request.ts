import * as z from 'zod'
import { privilegeSchema } from './privilege.ts'
import { securityIdentitySchema } from './security-identity.ts'

/**
 * The body of `POST /rest/organizations/{org}/tokens`: the token's payload, wrapped in `body`.
 * @see https://docs.coveo.com/en/n3ge0020
 */
const platformTokenRequestSchema = z.strictObject(
  {
    sub: z.string().optional(),
    body: z.strictObject(
      {
        organizationId: z.string().optional(),
        privileges: z.array(privilegeSchema).default([]),
        additionalConfiguration: z
          .strictObject({
            search: z.strictObject({ userIds: z.array(securityIdentitySchema).optional() }).optional(),
            analytics: z
              .strictObject({
                event: z
                  .strictObject({ userId: z.string().optional(), userDisplayName: z.string().optional() })
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

/** The parameters of a platform token. Coveo sets the claims that are ignored. */
export const platformTokenParameters = {
  call: 'A platform token',
  schema: platformTokenRequestSchema,
  ignored: [
    ...['exp', 'iat', 'iss', 'jti', 'tokenId', 'version'],
    ...['body.creatorAuthentication', 'body.creatorEmail'],
  ],
}

export type PlatformTokenRequest = z.infer<typeof platformTokenRequestSchema>
