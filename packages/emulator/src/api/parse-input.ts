import type * as z from 'zod'
import { badRequest } from './api-error.ts'
import { describeIssues } from './describe-issues.ts'
import { withoutNulls } from './without-nulls.ts'

/** Parses `input` with `schema`. A property that is null is absent. Throws a 400 that names every problem. */
export function parseInput<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  const result = schema.safeParse(withoutNulls(input))
  if (result.success) return result.data
  throw badRequest(`Invalid request: ${describeIssues(result.error)}`)
}
