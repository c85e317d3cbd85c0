import { describeError } from './describe-error.ts'
import { isError } from './is-error.ts'
import { redactValue } from './redact.ts'
import { redactText } from './redact-text.ts'
import { createThrottle, type Throttle } from './throttle.ts'
import { isTokenError } from './token-error.ts'

export interface ErrorLogOptions {
  /** The clock, in milliseconds since the epoch. Default `Date.now`. */
  now?: (() => number) | undefined
  /** Receives each report. Default `console.error`. */
  write?: (report: string) => void
}

const intervalMs = 60_000
/** Of one code, per interval. Requests can decide the reason of some errors. */
const maxReasons = 10

/**
 * Creates a logger that writes cause and remedy of an error, redacted.
 * Writes each code and reason at most once a minute, and ten reasons of one code, so that an outage does not flood the log.
 * A reason is a message with that of its cause.
 */
export function createErrorLog(options: ErrorLogOptions = {}): (error: unknown) => void {
  const write = options.write ?? ((report) => console.error(report))
  const throttles = new Map<string, Throttle>()

  function throttleOf(code: string): Throttle {
    const throttle = throttles.get(code) ?? createThrottle({ intervalMs, maxEntries: maxReasons, now: options.now })
    throttles.set(code, throttle)
    return throttle
  }

  function report(error: unknown): void {
    const code = isTokenError(error) ? error.code : 'internal'
    const text = `[coveo-token] ${code}: ${describe(error)}`
    const { message, cause } = Object(error)
    const reason = `${message} ${Object(cause).message}`
    if (throttleOf(code).admit(reason)) write(redactText(text))
  }

  return (error) => {
    try {
      report(error)
    } catch {
      // A value whose properties throw. Its copy has none of those.
      report(redactValue(error))
    }
  }
}

function describe(error: unknown): string {
  if (!isTokenError(error)) return `\`user\` or \`shared\` threw ${describeError(error)}`
  const { message, remedy, cause } = error
  if (cause === undefined) return `${message} ${remedy}`
  return `${message} ${remedy}${isError(cause) ? '\n' : ' '}${describeError(cause)}`
}
