import { isError } from './is-error.ts'

/** Describes a thrown value for a log: its stack and every cause, also those of an `AggregateError`. Not redacted. */
export function describeError(thrown: unknown): string {
  return [describeOne(thrown), ...causesOf(thrown, 0)].join('\n')
}

function causesOf(thrown: unknown, depth: number): string[] {
  if (!isError(thrown) || depth > 5) return []
  const { cause, errors } = thrown as Error & { errors?: unknown }
  const causes = [cause, ...(Array.isArray(errors) ? errors.slice(0, 10) : [])].filter((value) => value !== undefined)
  return causes.flatMap((value) => [
    `${'  '.repeat(depth + 1)}caused by: ${isError(value) ? headline(value) : describeOne(value)}`,
    ...causesOf(value, depth + 1),
  ])
}

function describeOne(thrown: unknown): string {
  if (isError(thrown)) return thrown.stack || headline(thrown)
  try {
    return typeof thrown === 'object' ? JSON.stringify(thrown) : String(thrown)
  } catch {
    return `a value of type ${typeof thrown}`
  }
}

/** Name, message and the system's error code. Node puts the addresses of a failed connection into the message. */
function headline(error: Error): string {
  const { name, message, code } = error as Error & { code?: unknown }
  return `${name}: ${message}${typeof code === 'string' && !message.includes(code) ? ` (${code})` : ''}`
}
