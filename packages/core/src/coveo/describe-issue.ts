import type * as z from 'zod/mini'

/**
 * Describes a schema issue without the value. Passed to each parse, because the application's global zod configuration
 * may print values.
 */
export function describeIssue(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      // An array or an object: `anyString` and `finiteNumber` describe themselves.
      return issue.input === undefined ? 'is missing' : `must be an ${issue.expected}`
    case 'unrecognized_keys':
      return `has unknown fields: ${issue.keys.map((key) => key.slice(0, 50)).join(', ')}`
    default:
      return 'is not valid'
  }
}
