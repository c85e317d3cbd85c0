import type * as z from 'zod'

/** Joins all problems in one line: `userIds: must hold at least one identity; validFor: …`. */
export function describeIssues(error: z.ZodError): string {
  return error.issues
    .map((issue) => (issue.path.length > 0 ? `${issue.path.join('.')}: ${describe(issue)}` : describe(issue)))
    .join('; ')
}

const kinds: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  string: 'text',
}

/** Says what to do about a problem. A message of the schema stays as it is. */
function describe({ code, message }: z.core.$ZodIssue): string {
  if (code === 'unrecognized_keys') return `${message}: check its spelling, or remove it`
  const options = /^Invalid option: expected one of (.*)$/.exec(message)?.[1]
  if (options) return `must be one of ${options.replaceAll('|', ', ')}`
  const [, expected = '', received] = /^Invalid input: expected (\w+), received (\w+)$/.exec(message) ?? []
  if (received === undefined) return message
  if (received === 'undefined') return kinds[expected] ? `is required: ${kinds[expected]}` : 'is required'
  return `must be ${kinds[expected] ?? expected}, not ${kinds[received] ?? received}`
}
