import type { z } from 'zod'
import { tokenError } from '../shared/error-table.ts'
import type { CoveoResponse } from './coveo-request.ts'
import { refusalError } from './refusal.ts'

/** The JSON of a successful answer, in the shape of `schema`. Throws the `TokenError` that says what is wrong with it. */
export function parseJsonResponse<Schema extends z.ZodType>(answer: CoveoResponse, schema: Schema): z.output<Schema> {
  if (answer.status < 200 || answer.status > 299) throw refusalError(answer)
  let value: unknown
  try {
    value = JSON.parse(answer.text)
  } catch {
    throw tokenError(
      'coveo-bad-response',
      `Coveo answered ${answer.status} with ${describeBody(answer)} instead of JSON.`,
      {
        status: answer.status,
      },
    )
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const wrong = parsed.error.issues.slice(0, 5).map((issue) => issue.path.join('.') || 'the whole body')
  throw tokenError('coveo-bad-response', `Coveo's answer has an unexpected shape at: ${wrong.join(', ')}.`, {
    status: answer.status,
  })
}

function describeBody(answer: CoveoResponse): string {
  if (answer.text.trim() === '') return 'an empty body'
  return /^\s*</.test(answer.text) ? 'an HTML or XML body' : 'another kind of body'
}
