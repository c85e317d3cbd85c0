import * as z from 'zod/mini'
import { anyString } from '../shared/any-string.ts'
import { finiteNumber } from '../shared/finite-number.ts'
import { nonEmptyListOf } from './non-empty-list.ts'
import { type SecurityIdentity, securityIdentityFields, text } from './security-identity.ts'

/** Shortest lifetime that Coveo accepts for a search token, in milliseconds. @see https://docs.coveo.com/en/56 */
export const minSearchTokenMs = 900_000
/** Longest lifetime of a search token and Coveo's default, in milliseconds. @see https://docs.coveo.com/en/56 */
export const maxSearchTokenMs = 86_400_000

/** An identity in a search token, which may carry more for its security provider. @see https://docs.coveo.com/en/56 */
export interface SearchIdentity extends SecurityIdentity {
  /** More about the identity, for the security provider. */
  readonly infos?: Readonly<Record<string, string>> | undefined
}

/**
 * The rights and restrictions of a search token. Its bearer can read all of it, `filter` included: put no secret in it.
 *
 * @see https://docs.coveo.com/en/56
 */
export interface SearchTokenParams {
  /** The identities of the bearer: at least one, in order. Search alert mail goes to the first. @see https://docs.coveo.com/en/74 */
  readonly userIds: readonly [SearchIdentity, ...SearchIdentity[]]
  /** Name shown for the user's searches in analytics. */
  readonly userDisplayName?: string | undefined
  /** Groups logged in analytics. Pipeline conditions can use them. */
  readonly userGroups?: readonly string[] | undefined
  /** Users or visitors whose profile this token may read. */
  readonly canSeeUserProfileOf?: readonly string[] | undefined
  /** Query expression that every query with this token must also match. */
  readonly filter?: string | undefined
  /** Query pipeline. Wins over every other routing. */
  readonly pipeline?: string | undefined
  /** Search hub. Wins over the hub of the query. */
  readonly searchHub?: string | undefined
  /** Lifetime in milliseconds, 900 000 (15 min) to 86 400 000 (24 h). Coveo's default is 24 h. */
  readonly validFor?: number | undefined
  /** The key to read in each dictionary field. Not together with `allowedDictionaryFieldKeys`. */
  readonly dictionaryFieldContext?: Readonly<Record<string, string>> | undefined
  /** Dictionary fields whose keys the query may choose. The only value today is `['*']`. At most 100 fields. */
  readonly allowedDictionaryFieldKeys?: Readonly<Record<string, readonly string[]>> | undefined
  /** Coveo for Commerce. */
  readonly commerce?:
    | {
        readonly catalogId?: string | undefined
        readonly filter?: string | undefined
        readonly operation?: string | undefined
      }
    | undefined
}

// `z.refine` throughout: every other check of zod adds its code to a bundle.
const optionalString = z.optional(anyString)
const optionalText = z.optional(text)
const optionalStrings = z.optional(z.array(anyString))
const optionalStringMap = z.optional(
  mapOf<string>((value) => (typeof value === 'string' ? undefined : []), 'must be a string'),
)
const wholeNumber = z.refine<number>(Number.isSafeInteger, 'must be a whole number')

/** Rejects unknown fields, and values that Coveo would reject, before anything is sent. */
export const searchTokenParamsSchema = z
  .strictObject({
    userIds: nonEmptyListOf(
      z.strictObject({
        ...securityIdentityFields,
        infos: optionalStringMap,
        authCookie: optionalString,
        password: optionalString,
      }),
      'needs at least one identity',
    ),
    userDisplayName: optionalString,
    userGroups: optionalStrings,
    canSeeUserProfileOf: optionalStrings,
    filter: optionalText,
    pipeline: optionalText,
    searchHub: optionalText,
    validFor: z.optional(
      finiteNumber.check(
        wholeNumber,
        z.refine((ms) => ms >= minSearchTokenMs, 'must be at least 900000 ms (15 minutes)'),
        z.refine((ms) => ms <= maxSearchTokenMs, 'must be at most 86400000 ms (24 hours)'),
      ),
    ),
    dictionaryFieldContext: optionalStringMap,
    allowedDictionaryFieldKeys: z.optional(
      mapOf<readonly string[]>(wrongKey, "must be '*', at most 100 times").check(
        z.refine((fields) => Object.keys(fields).length <= 100, 'must name at most 100 fields'),
      ),
    ),
    commerce: z.optional(
      z.strictObject({ catalogId: optionalString, filter: optionalString, operation: optionalString }),
    ),
    // Of no use to applications: internal to Coveo for Salesforce, or kept by Coveo for old callers.
    salesforceOrganizationId: optionalString,
    salesforceUser: optionalString,
    salesforceCommunityUrl: optionalString,
    salesforceFallbackToAdmin: z.optional(
      z.custom<boolean>((flag) => typeof flag === 'boolean', 'must be true or false'),
    ),
    usertype: optionalString,
    licenseDefinitionKey: optionalString,
    superUserToken: optionalString,
    scope: z.optional(finiteNumber.check(z.refine((scope) => scope === (scope | 0), 'must be a 32-bit whole number'))),
  })
  .check(
    z.refine((params) => !(params.dictionaryFieldContext && params.allowedDictionaryFieldKeys), {
      path: ['dictionaryFieldContext'],
      message: 'cannot be combined with allowedDictionaryFieldKeys',
    }),
  )

/**
 * An object of any keys; `wrongPart` returns the path of the first wrong part of a value. Not `z.record`, which a bundle would
 * carry for two fields.
 */
function mapOf<Value>(wrongPart: (value: unknown) => PropertyKey[] | undefined, message: string) {
  return z
    .custom<Readonly<Record<string, Value>>>((map) => Object(map) === map && !Array.isArray(map), 'must be an object')
    .check(({ value, issues }) => {
      for (const [key, input] of Object.entries(value)) {
        const path = wrongPart(input)
        if (path) issues.push({ code: 'custom', path: [key, ...path], message, input })
      }
    })
}

function wrongKey(keys: unknown): PropertyKey[] | undefined {
  if (!Array.isArray(keys) || keys.length > 100) return []
  const index = keys.findIndex((key) => key !== '*')
  return index === -1 ? undefined : [index]
}
