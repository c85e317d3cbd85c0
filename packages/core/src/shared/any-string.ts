import * as z from 'zod/mini'

/** A text schema. `z.string` would add formats and coercion to a server bundle, none of which the project uses. */
export const anyString = z.custom<string>((value) => typeof value === 'string', {
  error: ({ input }) => (input === undefined ? 'is missing' : 'must be a string'),
  abort: true,
})
