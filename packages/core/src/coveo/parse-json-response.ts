import { tokenError } from '../shared/error-table.ts'
import { checkShape, type Shape } from '../shared/shape.ts'
import { coveoError } from './coveo-error.ts'
import type { CoveoResponse } from './coveo-response.ts'

/** The JSON of a successful response, of this shape. Throws a `TokenError` for any other response. */
export function parseJsonResponse<Value>(response: CoveoResponse, shape: Shape<Value>): Value {
  const { status } = response
  if (status < 200 || status > 299) throw coveoError(response)
  let json: unknown
  try {
    json = JSON.parse(response.text)
  } catch {
    const message = `Coveo responded ${status} with ${describeBody(response.text)} instead of JSON.`
    throw tokenError('coveo-bad-response', message, { status })
  }
  const { value, problems } = checkShape(shape, json)
  if (!problems) return value
  const wrong = problems.slice(0, 5).map(({ path }) => path || 'the whole body')
  throw tokenError('coveo-bad-response', `Coveo's response has an unexpected shape at: ${wrong.join(', ')}.`, {
    status,
  })
}

function describeBody(text: string): string {
  if (text.trim() === '') return 'an empty body'
  return /^\s*</.test(text) ? 'an HTML or XML body' : 'another kind of body'
}
