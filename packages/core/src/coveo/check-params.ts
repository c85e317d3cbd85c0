import type { z } from 'zod'
import { tokenError } from '../shared/error-table.ts'

/** `params` as `schema` reads it, or a `TokenError` `grant-invalid` that names every wrong field without its value. */
export function checkParams<Schema extends z.ZodType>(schema: Schema, params: unknown): z.output<Schema> {
  const parsed = schema.safeParse(params)
  if (parsed.success && !namesPrototype(params)) return parsed.data
  const problems = parsed.error?.issues.map((issue) => `${issue.path.join('.') || 'grant'}: ${issue.message}`)
  const all = problems ?? ['no field can be named __proto__']
  throw tokenError('grant-invalid', `The grant cannot be sent to Coveo: ${all.join('; ')}.`)
}

/** Whether a field of that name is there, which the schema would drop in silence. What it has accepted has no circles. */
function namesPrototype(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return Object.hasOwn(value, '__proto__') || Object.values(value).some(namesPrototype)
}
