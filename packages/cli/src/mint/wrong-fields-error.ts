import type { TokenError } from '@coveo-token/core'
import type { OptionInfo } from '../command/option-info.ts'
import { UsageError } from '../command/usage-error.ts'

/** The wrong use for a grant that cannot be sent: the wrong fields by the options that set them. */
export function wrongFieldsError({ message }: TokenError, options: Readonly<Record<string, OptionInfo>>): UsageError {
  const names = Object.entries(options).flatMap(([name, { field }]) =>
    field !== undefined && new RegExp(`(?<![\\w.])${field}[.:]`).test(message) ? [`--${name}`] : [],
  )
  if (names.length === 0) return new UsageError(`${message} --help lists the options.`)
  const verb = message.includes('needs at least one') ? 'Needs' : 'Correct'
  return new UsageError(`${message} ${verb} ${alternatives(names)}; --help lists the other options.`)
}

/** `a, b or c`. */
function alternatives(names: readonly string[]): string {
  return [...names.slice(0, -2), names.slice(-2).join(' or ')].join(', ')
}
