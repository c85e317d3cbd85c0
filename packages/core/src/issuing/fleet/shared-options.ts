import { assertLimits } from '../../shared/assert-limits.ts'
import { createErrorLog } from '../../shared/error-log.ts'
import type { TokenError } from '../../shared/token-error.ts'
import type { SharedStore } from './shared-store.ts'

export interface SharedOptions {
  /** The store that all instances share. */
  readonly store: SharedStore
  /**
   * Encrypts the tokens and hashes the names: at least 32 characters, equal on every instance, from `openssl rand -base64 32` for
   * example. To change it without a mint: `[old, new]` on every instance, then `[new, old]`, and `new` when all older tokens have
   * expired. The first secret encrypts, every secret decrypts.
   */
  readonly secret: string | readonly string[] | undefined
  /** How long the store may be silent, in milliseconds. Default 500. */
  readonly timeoutMs?: number | undefined
  /**
   * Mints per minute that one instance may make while the store is away, and saves up at most. Valid tokens are returned first. Default:
   * `maxEntries` / 25, at least 600: twice what the renewal of a full memory needs, because background renewals may use half of it.
   */
  readonly localMintsPerMinute?: number | undefined
  /**
   * Called with every failure of the store. Callers do not see it: the issuer continues without the store.
   * Default: one line on `console.error`, at most once a minute for each code and reason.
   */
  readonly onError?: ((error: TokenError) => void) | undefined
}

export interface SharedSettings {
  readonly store: SharedStore
  readonly secrets: readonly string[]
  readonly timeoutMs: number
  readonly localMintsPerMinute: number
  readonly onError: (error: TokenError) => void
}

/** The settings of the issuer that defaults depend on. */
interface SharedDefaults {
  readonly now: () => number
  readonly maxEntries: number
}

const minSecretLength = 32
const maxTimeoutMs = 60_000
const maxMintsPerMinute = 1_000_000
const storeFunctions = ['read', 'acquireLease', 'publish', 'releaseLease', 'deleteIfEqual', 'invalidate'] as const

/**
 * Returns a function that returns the options with every default. A TypeError names a wrong option, never a secret; it is thrown here, or
 * by that function if the options come from a function, which then runs at the next call again.
 */
export function loadShared(
  options: SharedOptions | (() => SharedOptions),
  defaults: SharedDefaults,
): () => SharedSettings {
  if (typeof options === 'function') return () => sharedSettings(options(), defaults)
  const settings = sharedSettings(options, defaults)
  return () => settings
}

function sharedSettings(options: SharedOptions, { now, maxEntries }: SharedDefaults): SharedSettings {
  const {
    store,
    secret,
    timeoutMs = 500,
    localMintsPerMinute = Math.max(600, Math.ceil(maxEntries / 25)),
    onError = createErrorLog({ now }),
  } = options
  for (const name of storeFunctions) {
    if (typeof store?.[name] !== 'function') {
      throw new TypeError(`\`shared.store\` must be a shared store: it has no ${name}().`)
    }
  }
  const secrets = [secret].flat()
  if (secret === undefined) {
    throw new TypeError(
      '`shared.secret` is undefined: set the variable that you read it from, such as COVEO_TOKEN_SECRET, on every instance.',
    )
  }
  if (secrets.length === 0 || !secrets.every(isLongEnough)) {
    throw new TypeError(
      `\`shared.secret\` must be text of at least ${minSecretLength} characters, or a list of such texts.`,
    )
  }
  assertLimits({ 'shared.timeoutMs': timeoutMs }, { max: maxTimeoutMs })
  assertLimits({ 'shared.localMintsPerMinute': localMintsPerMinute }, { max: maxMintsPerMinute })
  if (typeof onError !== 'function') throw new TypeError('`shared.onError` must be a function.')
  return { store, secrets, timeoutMs, localMintsPerMinute, onError }
}

function isLongEnough(secret: unknown): secret is string {
  return typeof secret === 'string' && secret.trim().length >= minSecretLength
}
