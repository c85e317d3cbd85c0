import * as z from 'zod'

/** The name of a field, with or without the `@` of an expression. Parsed without. */
export const fieldNameSchema = z
  .string()
  .min(1)
  .transform((name) => name.replace(/^@/, ''))
