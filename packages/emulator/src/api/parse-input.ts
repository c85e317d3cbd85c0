import type * as z from 'zod'
import { badRequest } from './api-error.ts'
import { withoutNulls } from './without-nulls.ts'

/** Parses `input` with `schema`. A property that is null is absent. Throws a 400 that names every problem. */
export function parseInput<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  const result = schema.safeParse(withoutNulls(input))
  if (result.success) return result.data
  throw badRequest(`Invalid request: ${describeIssues(result.error)}`)
}

/** Joins all problems in one line: `userIds: must hold at least one identity; validFor: …`. */
export function describeIssues(error: z.ZodError): string {
  return error.issues
    .map((issue) => (issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message))
    .join('; ')
}
