import type { z } from 'zod'
import { tokenError } from '../shared/error-table.ts'

/** `params` as `schema` reads it, or a `TokenError` `grant-invalid` that names every wrong field without its value. */
export function checkParams<Schema extends z.ZodType>(schema: Schema, params: unknown): z.output<Schema> {
  const parsed = schema.safeParse(params)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'grant'}: ${issue.message}`)
  throw tokenError('grant-invalid', `The grant cannot be sent to Coveo: ${problems.join('; ')}.`)
}
