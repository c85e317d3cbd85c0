import { describeError } from './describe-error.ts'
import { isError } from './is-error.ts'
import { redactText } from './redact-text.ts'
import { createThrottle } from './throttle.ts'
import { isTokenError } from './token-error.ts'

export interface ErrorLogOptions {
  /** The clock, in milliseconds since the epoch. */
  now: () => number
  /** Receives each report. Default `console.error`. */
  write?: (report: string) => void
}

const intervalMs = 60_000
/** More than there are codes. */
const maxEntries = 100

/**
 * Creates a logger that writes cause and remedy of an error, redacted.
 * Writes each code at most once a minute, so that an outage does not flood the log.
 */
export function createErrorLog(options: ErrorLogOptions): (error: unknown) => void {
  const write = options.write ?? ((report) => console.error(report))
  const throttle = createThrottle({ intervalMs, maxEntries, now: options.now })
  return (error) => {
    const code = isTokenError(error) ? error.code : 'internal'
    if (throttle.admit(code)) write(redactText(`[coveo-token] ${code}: ${describe(error)}`))
  }
}

function describe(error: unknown): string {
  if (!isTokenError(error)) return `\`user\` threw ${describeError(error)}`
  const { message, remedy, cause } = error
  if (cause === undefined) return `${message} ${remedy}`
  return `${message} ${remedy}${isError(cause) ? '\n' : ' '}${describeError(cause)}`
}
