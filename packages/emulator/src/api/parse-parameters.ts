import type * as z from 'zod'
import { badRequest } from './api-error.ts'
import { describeIssues } from './describe-issues.ts'
import { withoutNulls } from './without-nulls.ts'

/** The parameters of a call. Names of nested ones are paths without indexes, such as `facets.rangeAlgorithm`. */
export interface ParameterTable<Output> {
  /** The call, at the start of a warning, such as "A search". */
  call: string
  /** The parameters that work as documented. Its objects are strict. */
  schema: z.ZodType<Output>
  /** Parameters that change the response of Coveo and not the emulator's. Each is named in a warning. Default: none. */
  ignored?: readonly string[]
  /** Parameters that describe the request or limit its cost, which change no response here. Default: none. */
  context?: readonly string[]
}

/**
 * Parses `input`; a property that is null is absent. Calls `warn` for each parameter that has no effect, and for each that
 * the call does not have. Throws a 400 that names every invalid one.
 */
export function parseParameters<Output>(
  { call, schema, ignored = [], context = [] }: ParameterTable<Output>,
  { input, warn }: { input: unknown; warn: (warning: string) => void },
): Output {
  const copy = withoutNulls(input)
  for (const name of context) take(copy, name.split('.'))
  for (const name of ignored) if (take(copy, name.split('.')).some(isSet)) warn(`The emulator ignores ${name}.`)
  const first = schema.safeParse(copy)
  if (first.success) return first.data
  for (const name of unknownNames(first.error)) {
    take(copy, name)
    warn(`${call} has no parameter ${name.join('.')}.`)
  }
  const result = schema.safeParse(copy)
  if (result.success) return result.data
  throw badRequest(`Invalid request: ${describeIssues(result.error)}`)
}

function unknownNames({ issues }: z.ZodError): string[][] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return []
    const parents = issue.path.filter((part) => typeof part === 'string')
    return issue.keys.map((key) => [...parents, key])
  })
}

/** Removes a property from an object, or from each object of a list, and returns its values. */
function take(value: unknown, [name = '', ...rest]: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => (Array.isArray(item) ? [] : take(item, [name, ...rest])))
  if (!isObject(value) || !Object.hasOwn(value, name)) return []
  if (rest.length === 0) {
    const taken = value[name]
    delete value[name]
    return [taken]
  }
  value[name] = parsedJson(value[name])
  return take(value[name], rest)
}

/** Parses the JSON that a query string or a form holds. */
function parsedJson(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return withoutNulls(JSON.parse(value))
  } catch {
    return value
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** Whether a value can have an effect: false, 0, an empty text and an empty list have none. */
function isSet(value: unknown): boolean {
  return isObject(value) ? Object.keys(value).length > 0 : Boolean(value)
}
