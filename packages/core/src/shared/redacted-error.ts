import { isError } from './is-error.ts'
import { redactValue } from './redact.ts'

/**
 * Copies an error for the `cause` of another: redacted, with its own causes and fields, and with the system's error code
 * of the first cause that has one. Any other thrown value becomes the cause of an error that says so.
 */
export function redactedError(thrown: unknown, secrets: readonly string[] = []): Error {
  if (!isError(thrown)) {
    return new Error(`A value of type ${typeof thrown} was thrown.`, { cause: redactValue(thrown, secrets) })
  }
  const copy = redactValue(thrown, secrets)
  // A hostile error that cannot be copied.
  if (!isError(copy)) return new Error('The thrown error cannot be read.')
  const code = systemCode(copy)
  return code === undefined ? copy : Object.assign(copy, { code })
}

function systemCode(error: unknown, depth = 0): string | undefined {
  if (!isError(error) || depth > 5) return undefined
  const { code, cause, errors } = error as Error & { code?: unknown; errors?: unknown }
  if (typeof code === 'string') return code
  return systemCode(cause, depth + 1) ?? systemCode(Array.isArray(errors) ? errors[0] : undefined, depth + 1)
}
