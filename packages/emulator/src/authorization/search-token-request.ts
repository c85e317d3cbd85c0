import * as z from 'zod'
import { securityIdentitySchema } from './security-identity.ts'

const minLifetimeMs = 900_000
const maxLifetimeMs = 86_400_000
const lifetime = `must be between ${minLifetimeMs} (15 minutes) and ${maxLifetimeMs} (24 hours), in milliseconds`
const stringMap = z.record(z.string(), z.string())

/**
 * The body of `POST /rest/search/v2/token`.
 * @see https://docs.coveo.com/en/56
 */
const searchTokenRequestSchema = z
  .strictObject(
    {
      userIds: z
        .array(
          securityIdentitySchema.extend({
            infos: stringMap.optional(),
            authCookie: z.string().optional(),
            password: z.string().optional(),
          }),
          { error: 'is required: a list of { name, provider, type }' },
        )
        .min(1, 'must hold at least one identity'),
      userDisplayName: z.string().optional(),
      userGroups: z.array(z.string()).optional(),
      canSeeUserProfileOf: z.array(z.string()).optional(),
      pipeline: z.string().optional(),
      filter: z.string().optional(),
      searchHub: z.string().optional(),
      validFor: z.int(lifetime).min(minLifetimeMs, lifetime).max(maxLifetimeMs, lifetime).default(maxLifetimeMs),
      dictionaryFieldContext: stringMap.optional(),
      allowedDictionaryFieldKeys: z
        .record(z.string(), z.array(z.literal('*')).max(100))
        .refine((fields) => Object.keys(fields).length <= 100, 'must hold at most 100 fields')
        .optional(),
      commerce: z
        .strictObject({
          catalogId: z.string().optional(),
          filter: z.string().optional(),
          operation: z.string().optional(),
        })
        .optional(),
    },
    { error: 'the body must be a JSON object' },
  )
  .refine((request) => !(request.dictionaryFieldContext && request.allowedDictionaryFieldKeys), {
    error: 'dictionaryFieldContext and allowedDictionaryFieldKeys exclude each other: send one of them',
  })

/** The parameters of a search token. Those that are ignored are deprecated, or for Coveo for Salesforce only. */
export const searchTokenParameters = {
  call: 'A search token',
  schema: searchTokenRequestSchema,
  ignored: [
    ...['salesforceCommunityUrl', 'salesforceFallbackToAdmin', 'salesforceOrganizationId', 'salesforceUser'],
    ...['licenseDefinitionKey', 'usertype', 'scope', 'superUserToken'],
  ],
}

export type SearchTokenRequest = z.infer<typeof searchTokenRequestSchema>
