import { createErrorLog } from '../shared/error-log.ts'
import type { TokenError } from '../shared/token-error.ts'
import type { SharedStore } from './shared-store.ts'

export interface SharedOptions {
  /** Where the instances meet. */
  store: SharedStore
  /**
   * What seals the tokens and hides the names: at least 32 characters, the same on every instance, from `openssl rand -base64 32` for
   * example. To change it without a mint: `[old, new]` on every instance, then `[new, old]`, and `new` when all tokens of before have
   * ended. The first one is used for what is shared from now on, all of them for what is found.
   */
  secret: string | readonly string[]
  /** How long to wait for one answer of the store, in milliseconds. Default 500. */
  timeoutMs?: number | undefined
  /**
   * Hears, for every failure that is noticed, why the store could not be used. Nobody else does: the issuer goes on without it.
   * Default: one line on `console.error`, at most once a minute for each code.
   */
  onError?: ((error: TokenError) => void) | undefined
}

export interface SharedSettings {
  readonly store: SharedStore
  readonly secrets: readonly string[]
  readonly timeoutMs: number
  readonly onError: (error: TokenError) => void
}

const leastSecretLength = 32
const storeFunctions = ['read', 'acquireLease', 'publish', 'releaseLease', 'deleteIfEqual', 'invalidate'] as const

/** The options with every default in place. Throws a TypeError that names the option that cannot work, never a secret. */
export function sharedSettings(options: SharedOptions, now: () => number): SharedSettings {
  const { store, secret, timeoutMs = 500, onError = createErrorLog({ now }) } = options
  for (const name of storeFunctions) {
    if (typeof store?.[name] !== 'function')
      throw new TypeError(`shared.store must be a shared store: it lacks ${name}().`)
  }
  const secrets = typeof secret === 'string' ? [secret] : secret
  if (!Array.isArray(secrets) || secrets.length === 0 || !secrets.every(isLongEnough)) {
    throw new TypeError(`shared.secret must be text of at least ${leastSecretLength} characters, or a list of such.`)
  }
  if (!Number.isSafeInteger(timeoutMs) || timeoutMs < 1) {
    throw new TypeError('shared.timeoutMs must be a whole number from 1 up.')
  }
  if (typeof onError !== 'function') throw new TypeError('shared.onError must be a function.')
  return { store, secrets: [...secrets], timeoutMs, onError }
}

function isLongEnough(secret: unknown): boolean {
  return typeof secret === 'string' && secret.trim().length >= leastSecretLength
}
