import * as z from 'zod'
import { isAmount } from './amount.ts'
import { fieldNameSchema } from './field-name.ts'
import { timezoneSchema } from './time-zone-schema.ts'

const rangeLimit = z.union([
  z.number(),
  z.string().refine(isAmount, 'must be a number, or a date such as 2026/01/31@23:59:59'),
])
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

/** A facet of a search. */
export const facetSchema = facetFields.superRefine(({ type, currentValues }, context) => {
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

/** The parameters of automatic facets. */
export const automaticFacetsSchema = z.looseObject({
  desiredCount: z.int().min(0).max(20).default(5),
  numberOfValues: z.int().min(0).max(1000).default(8),
  currentFacets: z.array(facetSchema).default([]),
})

export type FacetRequest = z.infer<typeof facetSchema>
export type FacetRequestValue = z.infer<typeof facetValueSchema>
