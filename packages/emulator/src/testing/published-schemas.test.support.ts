import * as z from 'zod'

/*
 * Required keys and types of Coveo's published response schemas.
 * Independent of the emulator's own schemas, so that an error in one shows in the other.
 */

export const tokenResponse = z.strictObject({ token: z.string().regex(/^[\w-]{2,}(\.[\w-]{2,}){2}$/) })

export const privilegeList = z.array(
  z.strictObject({
    type: z.string().optional(),
    targetDomain: z.string(),
    targetId: z.string().optional(),
    owner: z.string(),
    level: z.string().optional(),
  }),
)

export const legacyPrivilegeList = z.array(
  z.strictObject({
    type: z.string().optional(),
    targetDomain: z.string(),
    targetIds: z.array(z.string()),
    owner: z.string(),
    global: z.boolean(),
  }),
)

export const certificates = z.strictObject({
  keys: z
    .array(
      z.strictObject({
        kty: z.literal('OKP'),
        alg: z.string(),
        use: z.literal('sig'),
        x: z.string(),
        crv: z.literal('Ed25519'),
        kid: z.string(),
      }),
    )
    .min(1),
})

export const searchError = z.strictObject({
  statusCode: z.int(),
  message: z.string().min(1),
  type: z.string().min(1),
  errorCode: z.string().min(1),
})

/** The body of an expired search token, as production sends it. */
export const expiredTokenError = z.strictObject({
  message: z.literal('Expired token'),
  statusCode: z.union([z.literal(419), z.literal(401)]),
  type: z.literal('ExpiredTokenException'),
})

export const analyticsError = z.strictObject({ message: z.string().min(1), type: z.string().min(1) })

export const observedPrivilegeList = z.array(
  z.strictObject({ type: z.string().optional(), targetDomain: z.string(), owner: z.string() }),
)

export const privilegeEvaluation = z.strictObject({
  organizationId: z.string().optional(),
  approved: z.boolean(),
  evaluationReport: z.strictObject({ privilegeEvaluationResultCodes: z.array(z.string()).min(1) }),
  requestedPrivilege: z.looseObject({ owner: z.string(), targetDomain: z.string() }),
})

export const platformError = z.strictObject({
  message: z.string().min(1),
  errorCode: z.string().min(1),
  requestID: z.string().min(1),
})

const highlights = z.array(z.strictObject({ offset: z.int(), length: z.int().min(1) }))

const result = z.looseObject({
  title: z.string(),
  uri: z.url(),
  printableUri: z.string(),
  clickUri: z.url(),
  uniqueId: z.string(),
  primaryid: z.string(),
  excerpt: z.string(),
  firstSentences: z.string(),
  summary: z.string().nullable(),
  flags: z.string(),
  hasHtmlVersion: z.boolean(),
  hasMobileHtmlVersion: z.boolean(),
  score: z.int(),
  percentScore: z.number().min(0).max(100),
  rankingInfo: z.string().nullable(),
  rating: z.number(),
  isTopResult: z.boolean(),
  isRecommendation: z.boolean(),
  isUserActionView: z.boolean(),
  titleHighlights: highlights,
  excerptHighlights: highlights,
  firstSentencesHighlights: highlights,
  printableUriHighlights: highlights,
  summaryHighlights: highlights,
  parentResult: z.null(),
  childResults: z.array(z.unknown()),
  totalNumberOfChildResults: z.int(),
  absentTerms: z.array(z.string()),
  raw: z.record(z.string(), z.unknown()),
})

const facet = z.looseObject({
  facetId: z.string(),
  field: z.string(),
  moreValuesAvailable: z.boolean(),
  indexScore: z.number(),
  values: z.array(z.looseObject({ state: z.enum(['idle', 'selected', 'excluded']), numberOfResults: z.int().min(0) })),
})

const correction = z.strictObject({
  correctedQuery: z.string(),
  wordCorrections: z.array(
    z.strictObject({ offset: z.int(), length: z.int(), originalWord: z.string(), correctedWord: z.string() }),
  ),
})

export const searchResponse = z.looseObject({
  totalCount: z.int().min(0),
  totalCountFiltered: z.int().min(0),
  duration: z.int(),
  indexDuration: z.int(),
  requestDuration: z.int(),
  searchUid: z.uuid(),
  pipeline: z.string(),
  apiVersion: z.int(),
  index: z.string(),
  triggers: z.array(z.unknown()),
  termsToHighlight: z.record(z.string(), z.array(z.string())),
  phrasesToHighlight: z.record(z.string(), z.unknown()),
  queryCorrections: z.array(correction),
  refinedKeywords: z.array(z.unknown()),
  groupByResults: z.array(z.unknown()),
  categoryFacets: z.array(z.unknown()),
  suggestedFacets: z.array(z.unknown()),
  facets: z.array(facet),
  results: z.array(result),
})

export const passagesResponse = z.strictObject({
  items: z.array(
    z.strictObject({
      text: z.string().max(6000),
      relevanceScore: z.number().min(-1).max(1),
      document: z.looseObject({ title: z.string(), primaryid: z.string() }),
    }),
  ),
  responseId: z.string(),
})

export const suggestResponse = z.strictObject({
  completions: z.array(
    z.looseObject({
      expression: z.string(),
      score: z.number(),
      highlighted: z.string(),
      executableConfidence: z.number(),
    }),
  ),
  responseId: z.string(),
})

export const facetSearchResponse = z.strictObject({
  values: z.array(z.looseObject({ displayValue: z.string(), rawValue: z.string(), count: z.int() })),
  moreValuesAvailable: z.boolean(),
})

export const planResponse = z.looseObject({
  pipeline: z.string(),
  preprocessingOutput: z.looseObject({ triggers: z.array(z.unknown()) }),
  parsedInput: z.looseObject({ basicExpression: z.string(), largeExpression: z.string() }),
})

export const fieldsResponse = z.strictObject({
  fields: z.array(z.looseObject({ name: z.string().startsWith('@'), type: z.string() })).min(10),
})

export const eventsResponse = z.strictObject({ events: z.array(z.strictObject({ accepted: z.literal(true) })) })
