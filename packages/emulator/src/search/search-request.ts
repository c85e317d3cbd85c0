import * as z from 'zod'
import { automaticFacetsSchema, type FacetRequest, facetSchema } from './facet-request.ts'
import { flag, json, wholeNumber } from './form-parameter.ts'
import { groupBySchema } from './group-by-request.ts'
import { localization } from './localization.ts'

const correctionSchema = z.strictObject({
  enabled: z.boolean().default(false),
  options: z.strictObject({ automaticallyCorrect: z.enum(['never', 'whenNoResults']).default('never') }).prefault({}),
})

/** The supported search parameters; others are accepted and ignored. */
export const searchRequestSchema = z.strictObject({
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
  partialMatchKeywords: wholeNumber().default(5),
  partialMatchThreshold: z
    .string()
    .regex(/^(\d+|(\d{1,2}|100)%|all|)$/, 'must be a number, a percentage, "all" or empty')
    .default('50%'),
  ...localization,
  filterField: z.string().optional(),
  childField: z.string().optional(),
  parentField: z.string().optional(),
  filterFieldRange: wholeNumber({ max: 100 }).default(5),
  firstResult: wholeNumber({ max: 5000 }).default(0),
  numberOfResults: wholeNumber({ max: 2000 }).default(10),
  sortCriteria: z.string().default('relevancy'),
  excerptLength: wholeNumber({ max: 1000 }).default(200),
  fieldsToInclude: json(z.array(z.string())).optional(),
  fieldsToExclude: json(z.array(z.string())).optional(),
  generateAutomaticFacets: json(automaticFacetsSchema).optional(),
  facets: json(z.array(facetSchema)).default([]),
  groupBy: json(z.array(groupBySchema)).default([]),
  searchHub: z.string().optional(),
  pipeline: z.string().optional(),
  format: z.enum(['', 'json'], { error: 'must be json: the emulator writes no other format' }).optional(),
  enableDidYouMean: flag.default(false),
  debug: flag.default(false),
  queryCorrection: json(correctionSchema).optional(),
})

export type SearchRequest = z.infer<typeof searchRequestSchema>

/** Returns the facets of a request, with its time zone. */
export function facetsOf({ facets, timezone }: SearchRequest): FacetRequest[] {
  return timezone === 'UTC' ? facets : facets.map((facet) => ({ ...facet, timezone }))
}
