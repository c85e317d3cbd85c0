import * as z from 'zod'
import { isDate, parseAmount } from './amount.ts'
import { fieldNameSchema } from './field-name.ts'
import { timezoneSchema } from './localization.ts'

const rangeLimit = z.union([z.number(), z.string()])
const facetValueSchema = z.strictObject({
  value: z.string().optional(),
  start: rangeLimit.optional(),
  end: rangeLimit.optional(),
  endInclusive: z.boolean().default(false),
  state: z.enum(['idle', 'selected', 'excluded']).default('idle'),
  retrieveCount: z.number().optional(),
  retrieveChildren: z.unknown().optional(),
  preventAutoSelect: z.unknown().optional(),
  previousState: z.unknown().optional(),
  get children() {
    return z.array(facetValueSchema).optional()
  },
})

const rangeOrders = ['ascending', 'descending']

/** The order of the values of a facet. Ranges have two orders of their own. */
export const facetSort = z.union(
  [
    z.enum([
      'score',
      'automatic',
      'alphanumeric',
      'alphanumericNatural',
      'alphanumericDescending',
      'alphanumericNaturalDescending',
      'occurrences',
    ]),
    z.strictObject({
      type: z.enum(['score', 'custom', 'alphanumeric', 'alphanumericNatural', 'occurrences', 'occurences']),
      order: z.enum(['ascending', 'descending']).optional(),
      customSort: z.array(z.string()).optional(),
    }),
  ],
  { error: 'must be score, alphanumeric, alphanumericNatural, occurrences, or an object with one of these as type' },
)

const facetFields = z.strictObject({
  facetId: z.string().optional(),
  field: fieldNameSchema,
  type: z.enum(['specific', 'dateRange', 'numericalRange', 'hierarchical']).default('specific'),
  currentValues: z.array(facetValueSchema).default([]),
  numberOfValues: z.int().min(0).max(1000).default(8),
  freezeCurrentValues: z.boolean().default(false),
  isFieldExpanded: z.boolean().default(false),
  customSort: z.array(z.string()).max(100).default([]),
  allowedValues: z.strictObject({ type: z.literal('simple'), values: z.array(z.string()).max(25) }).optional(),
  filterByBasePath: z.boolean().default(true),
  sortCriteria: z.unknown().optional(),
  resultsMustMatch: z.enum(['atLeastOneValue', 'allValues']).default('atLeastOneValue'),
  generateAutomaticRanges: z.boolean().default(false),
  delimitingCharacter: z.string().min(1).default(';'),
  basePath: z.array(z.string()).optional(),
  filterFacetCount: z.boolean().default(true),
  rangeAlgorithm: z.enum(['even', 'equiprobable']).default('even'),
  /** Of the search request, for date ranges. */
  timezone: timezoneSchema.default('UTC'),
})

/** A facet of a search. */
export const facetSchema = facetFields.superRefine(({ type, currentValues, sortCriteria }, context) => {
  const message = sortCriteria === undefined ? undefined : sortProblem(sortCriteria, type)
  if (message) context.addIssue({ code: 'custom', path: ['sortCriteria'], message })
  for (const [at, value] of currentValues.entries()) {
    const found = type.endsWith('Range') ? rangeProblem(value, type) : valueProblem(value)
    if (found) {
      context.addIssue({ code: 'custom', path: ['currentValues', at, ...found.path], message: found.message })
    }
  }
})

function sortProblem(sortCriteria: unknown, type: string): string | undefined {
  const isRange = type.endsWith('Range')
  if (isRange) return rangeOrders.includes(String(sortCriteria)) ? undefined : `must be ${rangeOrders.join(' or ')}`
  return facetSort.safeParse(sortCriteria).error?.issues[0]?.message
}

interface Problem {
  /** Properties of the value, from the outside in. */
  path: string[]
  message: string
}

function valueProblem({ value }: FacetRequestValue): Problem | undefined {
  return value === undefined ? { path: [], message: 'needs a value' } : undefined
}

function rangeProblem({ start, end }: FacetRequestValue, type: string): Problem | undefined {
  if (start === undefined || end === undefined) return { path: [], message: 'needs start and end' }
  const [isDates, example] = type === 'dateRange' ? [true, 'a date such as 2026/01/31@23:59:59'] : [false, 'a number']
  const [from, to] = [start, end].map((limit) => (isDates ? dateOf(limit) : limit))
  if (typeof from !== 'number') return { path: ['start'], message: `must be ${example}` }
  if (typeof to !== 'number') return { path: ['end'], message: `must be ${example}` }
  return from > to ? { path: [], message: 'ends before it starts' } : undefined
}

/** Returns a date as a number. The order of two dates is the same in every time zone. */
function dateOf(limit: string | number): number | undefined {
  return typeof limit === 'string' && isDate(limit) ? parseAmount(limit, { now: 0, timezone: 'UTC' })?.start : undefined
}

/** The parameters of automatic facets. */
export const automaticFacetsSchema = z.strictObject({
  desiredCount: z.int().min(0).max(20).default(5),
  numberOfValues: z.int().min(0).max(1000).default(8),
  currentFacets: z.array(facetSchema).default([]),
})

export type FacetRequest = z.infer<typeof facetSchema>
export type FacetRequestValue = z.infer<typeof facetValueSchema>
