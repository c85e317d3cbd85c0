import * as z from 'zod'
import { fieldNameSchema } from './field-name.ts'

const override = z.string().optional()

/** A Group By operation, the facets of JSUI. */
export const groupBySchema = z.strictObject({
  field: fieldNameSchema,
  maximumNumberOfValues: z.int().min(0).default(10),
  sortCriteria: z
    .string()
    .regex(
      /^(?:score|occurrences|chisquare|nosort|alpha(?:ascending|descending)|computedfield(?:ascending|descending))$/i,
    )
    .default('score'),
  allowedValues: z.array(z.string()).default([]),
  completeFacetWithStandardValues: z.boolean().default(false),
  filterFacetCount: z.boolean().default(true),
  queryOverride: override,
  advancedQueryOverride: override,
  constantQueryOverride: override,
  disjunctionQueryOverride: override,
})

export type GroupBy = z.infer<typeof groupBySchema>
