import { createPacer } from './pacer.ts'
import { redactText } from './redact-text.ts'
import { isTokenError } from './token-error.ts'

export interface ErrorLogOptions {
  /** The clock, in milliseconds since the epoch. */
  now: () => number
  /** Where a report goes. Default: `console.error`. */
  write?: (report: string) => void
}

const quietMs = 60_000
/** More than there are. */
const mostCodes = 100

/**
 * Reports what failed and what to do about it, redacted: one line, and the stack where the application's own code threw.
 * The same code is reported at most once a minute, so that an outage does not flood the log.
 */
export function createErrorLog(options: ErrorLogOptions): (error: unknown) => void {
  const write = options.write ?? ((report) => console.error(report))
  const pacer = createPacer({ everyMs: quietMs, maxEntries: mostCodes, now: options.now })
  return (error) => {
    const code = isTokenError(error) ? error.code : 'internal'
    if (pacer.admit(code)) write(redactText(`[coveo-token] ${code}: ${describe(error)}`))
  }
}

function describe(error: unknown): string {
  if (!isTokenError(error)) return `\`user\` threw ${stackOf(error)}`
  const { message, remedy, cause } = error
  if (cause instanceof Error) return `${message} ${remedy}\n${stackOf(cause)}`
  return cause === undefined ? `${message} ${remedy}` : `${message} ${remedy} ${stackOf(cause)}`
}

function stackOf(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.stack ?? `${thrown.name}: ${thrown.message}`
  try {
    return typeof thrown === 'object' ? JSON.stringify(thrown) : String(thrown)
  } catch {
    return `a value of type ${typeof thrown}`
  }
}
