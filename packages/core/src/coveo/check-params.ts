import { tokenError } from '../shared/error-table.ts'
import { checkShape, type Shape } from '../shared/shape.ts'

/** Returns a checked copy of `params`. Throws a `TokenError` `grant-invalid` that names every wrong field and no value. */
export function checkParams<Params>(shape: Shape<Params>, params: unknown): Params {
  const { value, problems } = checkShape(shape, params)
  if (!problems) return value
  const all = problems.map(({ path, message }) => `${path || 'grant'}: ${message}`).join('; ')
  throw tokenError('grant-invalid', `The grant cannot be sent to Coveo: ${all}.`)
}
