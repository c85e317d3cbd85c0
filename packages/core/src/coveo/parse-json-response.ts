import * as z from 'zod/mini'
import { tokenError } from '../shared/error-table.ts'
import { coveoError } from './coveo-error.ts'
import type { CoveoResponse } from './coveo-response.ts'

/** The JSON of a successful response, parsed by `schema`. Throws a `TokenError` for any other response. */
export function parseJsonResponse<Schema extends z.core.$ZodType>(
  response: CoveoResponse,
  schema: Schema,
): z.output<Schema> {
  const { status } = response
  if (status < 200 || status > 299) throw coveoError(response)
  let value: unknown
  try {
    value = JSON.parse(response.text)
  } catch {
    const message = `Coveo responded ${status} with ${describeBody(response.text)} instead of JSON.`
    throw tokenError('coveo-bad-response', message, { status })
  }
  const parsed = z.safeParse(schema, value)
  if (parsed.success) return parsed.data
  const wrong = parsed.error.issues.slice(0, 5).map((issue) => issue.path.join('.') || 'the whole body')
  throw tokenError('coveo-bad-response', `Coveo's response has an unexpected shape at: ${wrong.join(', ')}.`, {
    status,
  })
}

function describeBody(text: string): string {
  if (text.trim() === '') return 'an empty body'
  return /^\s*</.test(text) ? 'an HTML or XML body' : 'another kind of body'
}
