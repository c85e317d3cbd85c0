import { z } from 'zod'
import { type SecurityIdentity, securityIdentityFields, text } from './security-identity.ts'

/** Shortest life that Coveo gives a search token, in milliseconds (slug 56). */
export const minSearchTokenMs = 900_000
/** Longest life of a search token and Coveo's default, in milliseconds (slug 56). */
export const maxSearchTokenMs = 86_400_000

/** An identity in a search token (slug 56), which may say more than one in a platform token. */
export interface SearchIdentity extends SecurityIdentity {
  /** More about the identity, for the security provider. */
  infos?: Readonly<Record<string, string>> | undefined
  /** Empty in practice. */
  authCookie?: string | undefined
  /** @deprecated Kept by Coveo for old callers. */
  password?: string | undefined
}

/**
 * The body of `POST /rest/search/v2/token` (slug 56). Everything in it can be read by whoever holds the token, so
 * nothing secret belongs here, `filter` included.
 */
export interface SearchTokenParams {
  /** Who the bearer is: at least one identity. */
  userIds: readonly SearchIdentity[]
  /** Name shown for the user's searches in analytics. */
  userDisplayName?: string | undefined
  /** Groups logged in analytics; pipeline conditions can use them. */
  userGroups?: readonly string[] | undefined
  /** Users or visitors whose profile this token may read. */
  canSeeUserProfileOf?: readonly string[] | undefined
  /** Query expression that every query of this token must match too. */
  filter?: string | undefined
  /** Query pipeline; wins over every other routing. */
  pipeline?: string | undefined
  /** Search hub; wins over the query's own. */
  searchHub?: string | undefined
  /** Life in milliseconds, 900 000 (15 min) to 86 400 000 (24 h). Coveo's default is 24 h. */
  validFor?: number | undefined
  /** The key to read in each dictionary field. Not together with `allowedDictionaryFieldKeys`. */
  dictionaryFieldContext?: Readonly<Record<string, string>> | undefined
  /** Dictionary fields whose keys the query may choose; the only value today is `['*']`. At most 100 fields. */
  allowedDictionaryFieldKeys?: Readonly<Record<string, readonly string[]>> | undefined
  /** Coveo for Commerce. */
  commerce?: { catalogId?: string | undefined; filter?: string | undefined; operation?: string | undefined } | undefined
  /** Internal to Coveo for Salesforce. */
  salesforceOrganizationId?: string | undefined
  /** Internal to Coveo for Salesforce. */
  salesforceUser?: string | undefined
  /** Internal to Coveo for Salesforce. */
  salesforceCommunityUrl?: string | undefined
  /** Internal to Coveo for Salesforce. */
  salesforceFallbackToAdmin?: boolean | undefined
  /** Internal to Coveo for Salesforce. */
  usertype?: string | undefined
  /** Internal to Coveo for Salesforce. */
  licenseDefinitionKey?: string | undefined
  /** @deprecated Kept by Coveo for old callers. */
  superUserToken?: string | undefined
  /** @deprecated Kept by Coveo for old callers. */
  scope?: number | undefined
}

const dictionaryKeys = z.array(z.literal('*')).max(100)

/** Refuses unknown fields and values that Coveo would refuse, before anything is sent. */
export const searchTokenParamsSchema = z
  .strictObject({
    userIds: z
      .array(
        z.strictObject({
          ...securityIdentityFields,
          infos: z.record(z.string(), z.string()).optional(),
          authCookie: z.string().optional(),
          password: z.string().optional(),
        }),
      )
      .min(1, 'needs at least one identity'),
    userDisplayName: z.string().optional(),
    userGroups: z.array(z.string()).optional(),
    canSeeUserProfileOf: z.array(z.string()).optional(),
    filter: text.optional(),
    pipeline: text.optional(),
    searchHub: text.optional(),
    validFor: z
      .int()
      .min(minSearchTokenMs, 'must be at least 900000 ms (15 minutes)')
      .max(maxSearchTokenMs, 'must be at most 86400000 ms (24 hours)')
      .optional(),
    dictionaryFieldContext: z.record(z.string(), z.string()).optional(),
    allowedDictionaryFieldKeys: z
      .record(z.string(), dictionaryKeys)
      .refine((fields) => Object.keys(fields).length <= 100, 'must name at most 100 fields')
      .optional(),
    commerce: z
      .strictObject({
        catalogId: z.string().optional(),
        filter: z.string().optional(),
        operation: z.string().optional(),
      })
      .optional(),
    salesforceOrganizationId: z.string().optional(),
    salesforceUser: z.string().optional(),
    salesforceCommunityUrl: z.string().optional(),
    salesforceFallbackToAdmin: z.boolean().optional(),
    usertype: z.string().optional(),
    licenseDefinitionKey: z.string().optional(),
    superUserToken: z.string().optional(),
    scope: z.int32().optional(),
  })
  .refine((params) => !(params.dictionaryFieldContext && params.allowedDictionaryFieldKeys), {
    path: ['dictionaryFieldContext'],
    message: 'cannot be combined with allowedDictionaryFieldKeys',
  })
