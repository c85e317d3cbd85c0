import * as z from 'zod/mini'
import { tokenError } from '../shared/error-table.ts'
import { describeIssue } from './describe-issue.ts'

/** Parses `params`. Throws a `TokenError` `grant-invalid` that names every wrong field and no value. */
export function checkParams<Schema extends z.core.$ZodType>(schema: Schema, params: unknown): z.output<Schema> {
  const parsed = z.safeParse(schema, params, { error: describeIssue })
  if (parsed.success && !hasProtoField(params)) return parsed.data
  const problems = parsed.error?.issues.map((issue) => `${issue.path.join('.') || 'grant'}: ${issue.message}`)
  const all = problems ?? ['no field can be named __proto__']
  throw tokenError('grant-invalid', `The grant cannot be sent to Coveo: ${all.join('; ')}.`)
}

/** Whether a field has that name: the schema drops it without an issue. Accepted values contain no cycles. */
function hasProtoField(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return Object.hasOwn(value, '__proto__') || Object.values(value).some(hasProtoField)
}
