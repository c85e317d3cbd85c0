import { redactText } from '../shared/redact-text.ts'
import { isTokenError } from '../shared/token-error.ts'

export interface ErrorLogOptions {
  /** The clock, in milliseconds since the epoch. */
  now: () => number
  /** Where a line goes. Default: `console.error`. */
  write?: (line: string) => void
}

const quietMs = 60_000

/**
 * Reports what failed and what to do about it, redacted: one line, and the stack when it is the application's own error.
 * The same code is reported at most once a minute, so that an outage does not flood the log.
 */
export function createErrorLog(options: ErrorLogOptions): (error: unknown) => void {
  const write = options.write ?? ((line) => console.error(line))
  const lastAt = new Map<string, number>()
  return (error) => {
    const code = isTokenError(error) ? error.code : 'internal'
    const now = options.now()
    if (now - (lastAt.get(code) ?? Number.NEGATIVE_INFINITY) < quietMs) return
    lastAt.set(code, now)
    write(redactText(`[coveo-token] ${code}: ${describe(error)}`))
  }
}

function describe(error: unknown): string {
  if (isTokenError(error)) return `${error.message} ${error.remedy}`
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `\`user\` or \`grant\` threw ${stack}`
}
