import * as z from 'zod'

/** Text that must be present. The errors of its other checks, such as a maximum length, keep their own reasons. */
export function requiredText(error = 'is required') {
  return z.string({ error: ({ code }) => (code === 'invalid_type' ? error : undefined) }).min(1)
}
