import { tokenError } from '../../shared/error-table.ts'
import type { TokenError } from '../../shared/token-error.ts'

/** The error for a value of the store that this instance cannot use. It counts as none. */
export function unreadableError(why: string): TokenError {
  return tokenError('shared-store-unreadable', `The shared store holds a value that cannot be used. ${why}`)
}

export function otherSecretError(): TokenError {
  return unreadableError('It was encrypted with a secret that this instance does not have.')
}
