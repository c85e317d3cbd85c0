import * as z from 'zod'
import { withoutNulls } from '../api/without-nulls.ts'
import { isAmount } from './amount.ts'
import { fieldNameSchema } from './field-name.ts'
import { groupBySchema } from './group-by-request.ts'
import { isTimeZone } from './time-zone.ts'

const flag = z.preprocess((value) => (value === 'true' ? true : value === 'false' ? false : value), z.boolean())

function json<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => {
    if (typeof value !== 'string') return value
    try {
      return withoutNulls(JSON.parse(value))
    } catch {
      return value
    }
  }, schema)
}

const rangeLimit = z.union([
  z.number(),
  z.string().refine(isAmount, 'must be a number, or a date such as 2026/01/31@23:59:59'),
])
/** A tz database identifier. */
export const timezoneSchema = z
  .string()
  .refine(isTimeZone, 'must be a tz database identifier, such as America/Montreal')

const facetValueSchema = z.looseObject({
  value: z.string().optional(),
  start: rangeLimit.optional(),
  end: rangeLimit.optional(),
  endInclusive: z.boolean().default(false),
  state: z.enum(['idle', 'selected', 'excluded']).default('idle'),
  children: z.array(z.unknown()).optional(),
})

const facetSort = z.union(
  [
    z.enum([
      'score',
      'automatic',
      'alphanumeric',
      'alphanumericNatural',
      'alphanumericDescending',
      'alphanumericNaturalDescending',
      'occurrences',
      'ascending',
      'descending',
    ]),
    z.looseObject({
      type: z.enum(['score', 'custom', 'alphanumeric', 'alphanumericNatural', 'occurrences', 'occurences']),
      order: z.enum(['ascending', 'descending']).optional(),
      customSort: z.array(z.string()).optional(),
    }),
  ],
  { error: 'must be score, alphanumeric, alphanumericNatural, occurrences, or an object with one of these as type' },
)

const facetFields = z.looseObject({
  facetId: z.string().optional(),
  field: fieldNameSchema,
  type: z.enum(['specific', 'dateRange', 'numericalRange', 'hierarchical']).default('specific'),
  currentValues: z.array(facetValueSchema).default([]),
  numberOfValues: z.int().min(0).max(1000).default(8),
  freezeCurrentValues: z.boolean().default(false),
  isFieldExpanded: z.boolean().default(false),
  customSort: z.array(z.string()).max(100).default([]),
  allowedValues: z.looseObject({ type: z.literal('simple'), values: z.array(z.string()).max(25) }).optional(),
  filterByBasePath: z.boolean().default(true),
  sortCriteria: facetSort.optional(),
  resultsMustMatch: z.enum(['atLeastOneValue', 'allValues']).default('atLeastOneValue'),
  generateAutomaticRanges: z.boolean().default(false),
  delimitingCharacter: z.string().min(1).default(';'),
  basePath: z.array(z.string()).optional(),
  /** Of the search request, for date ranges. */
  timezone: timezoneSchema.default('UTC'),
})

const facetSchema = facetFields.superRefine(({ type, currentValues }, context) => {
  const problemOf = type.endsWith('Range') ? rangeProblem : valueProblem
  for (const [at, value] of currentValues.entries()) {
    const message = problemOf(value)
    if (message) context.addIssue({ code: 'custom', path: ['currentValues', at], message })
  }
})

function valueProblem({ value }: z.infer<typeof facetValueSchema>): string | undefined {
  return value === undefined ? 'needs a value' : undefined
}

function rangeProblem({ start, end }: z.infer<typeof facetValueSchema>): string | undefined {
  if (start === undefined || end === undefined) return 'needs start and end'
  return typeof start === 'number' && typeof end === 'number' && start > end ? 'ends before it starts' : undefined
}

const automaticFacetsSchema = z.looseObject({
  desiredCount: z.int().min(0).max(20).default(5),
  numberOfValues: z.int().min(0).max(1000).default(8),
  currentFacets: z.array(facetSchema).default([]),
})

const correctionSchema = z.looseObject({
  enabled: z.boolean().default(false),
  options: z.looseObject({ automaticallyCorrect: z.enum(['never', 'whenNoResults']).default('never') }).prefault({}),
})

/** The supported search parameters; others are accepted and ignored. */
export const searchRequestSchema = z.looseObject({
  q: z.string().max(5000).default(''),
  aq: z.string().default(''),
  cq: z.string().default(''),
  dq: z.string().default(''),
  lq: z.string().default(''),
  enableQuerySyntax: flag.default(true),
  disableQuerySyntax: flag.default(false),
  lowercaseOperators: flag.default(false),
  wildcards: flag.default(false),
  questionMark: flag.default(false),
  partialMatch: flag.default(false),
  partialMatchKeywords: z.coerce.number().int().min(0).default(5),
  partialMatchThreshold: z
    .string()
    .regex(/^(\d+|(\d{1,2}|100)%|all|)$/, 'must be a number, a percentage, "all" or empty')
    .default('50%'),
  timezone: timezoneSchema.default('UTC'),
  filterField: z.string().optional(),
  childField: z.string().optional(),
  parentField: z.string().optional(),
  filterFieldRange: z.coerce.number().int().min(0).max(100).default(5),
  firstResult: z.coerce.number().int().min(0).max(5000).default(0),
  numberOfResults: z.coerce.number().int().min(0).max(2000).default(10),
  sortCriteria: z.string().default('relevancy'),
  excerptLength: z.coerce.number().int().min(0).max(1000).default(200),
  fieldsToInclude: json(z.array(z.string())).optional(),
  fieldsToExclude: json(z.array(z.string())).optional(),
  generateAutomaticFacets: json(automaticFacetsSchema).optional(),
  facets: json(z.array(facetSchema)).default([]),
  groupBy: json(z.array(groupBySchema)).default([]),
  searchHub: z.string().optional(),
  pipeline: z.string().optional(),
  enableDidYouMean: flag.default(false),
  debug: flag.default(false),
  queryCorrection: json(correctionSchema).optional(),
})

export type SearchRequest = z.infer<typeof searchRequestSchema>
export type FacetRequest = z.infer<typeof facetSchema>
export type FacetRequestValue = z.infer<typeof facetValueSchema>

/** Returns the facets of a request, with its time zone. */
export function facetsOf({ facets, timezone }: SearchRequest): FacetRequest[] {
  return timezone === 'UTC' ? facets : facets.map((facet) => ({ ...facet, timezone }))
}
