import * as z from 'zod'
import { withoutNulls } from '../api/without-nulls.ts'

/** A boolean, as text in a query string or a form. */
export const flag = z.preprocess((value) => (value === 'true' ? true : value === 'false' ? false : value), z.boolean())

/** A value that a query string or a form holds as JSON. */
export function json<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => {
    if (typeof value !== 'string') return value
    try {
      return withoutNulls(JSON.parse(value))
    } catch {
      return value
    }
  }, schema)
}

/** A whole number, as digits in a query string or a form. An empty text is not 0. */
export function wholeNumber({ max = Number.MAX_SAFE_INTEGER }: { max?: number } = {}) {
  const read = (value: unknown) => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value)
  return z.preprocess(read, z.int().min(0).max(max))
}
