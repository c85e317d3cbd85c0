import {
  listOf,
  mapOf,
  nonEmptyListOf,
  numberShape,
  objectOf,
  optional,
  shapeOf,
  textShape,
  withRules,
} from '../shared/shape.ts'
import { type SecurityIdentity, securityIdentityFields, visibleText } from './security-identity.ts'

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

/** Accepted as well, but of no use to applications: internal to Coveo for Salesforce, or kept by Coveo for old callers. */
interface InternalParams {
  readonly salesforceOrganizationId?: string | undefined
  readonly salesforceUser?: string | undefined
  readonly salesforceCommunityUrl?: string | undefined
  readonly salesforceFallbackToAdmin?: boolean | undefined
  readonly usertype?: string | undefined
  readonly licenseDefinitionKey?: string | undefined
  readonly superUserToken?: string | undefined
  readonly scope?: number | undefined
}

interface InternalIdentityFields {
  readonly authCookie?: string | undefined
  readonly password?: string | undefined
}

const text = optional(textShape)
const texts = optional(listOf(textShape))
const textMap = optional(mapOf(textShape))
const visible = optional(visibleText)
const allowedKeys = withRules(listOf(shapeOf<string>((key) => key === '*', "must be '*'")), [
  (keys) => keys.length <= 100,
  'must have at most 100 keys',
])

const searchIdentityShape = objectOf<SearchIdentity & InternalIdentityFields>({
  ...securityIdentityFields,
  infos: textMap,
  authCookie: text,
  password: text,
})

/** Rejects unknown fields, and values that Coveo would reject, before anything is sent. */
export const searchTokenParamsShape = withRules(
  objectOf<SearchTokenParams & InternalParams>({
    userIds: nonEmptyListOf(searchIdentityShape, 'needs at least one identity'),
    userDisplayName: text,
    userGroups: texts,
    canSeeUserProfileOf: texts,
    filter: visible,
    pipeline: visible,
    searchHub: visible,
    validFor: optional(
      withRules(
        numberShape,
        [Number.isSafeInteger, 'must be a whole number'],
        [(ms) => ms >= minSearchTokenMs, `must be at least ${minSearchTokenMs} ms (15 minutes)`],
        [(ms) => ms <= maxSearchTokenMs, `must be at most ${maxSearchTokenMs} ms (24 hours)`],
      ),
    ),
    dictionaryFieldContext: textMap,
    allowedDictionaryFieldKeys: optional(
      withRules(mapOf(allowedKeys), [(fields) => Object.keys(fields).length <= 100, 'must name at most 100 fields']),
    ),
    commerce: optional(objectOf({ catalogId: text, filter: text, operation: text })),
    salesforceOrganizationId: text,
    salesforceUser: text,
    salesforceCommunityUrl: text,
    salesforceFallbackToAdmin: optional(shapeOf<boolean>((flag) => typeof flag === 'boolean', 'must be true or false')),
    usertype: text,
    licenseDefinitionKey: text,
    superUserToken: text,
    scope: optional(withRules(numberShape, [(scope) => scope === (scope | 0), 'must be a 32-bit whole number'])),
  }),
  [
    (params) => !(params.dictionaryFieldContext && params.allowedDictionaryFieldKeys),
    'cannot be combined with allowedDictionaryFieldKeys',
    'dictionaryFieldContext',
  ],
)
