import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { CallOptions, CoveoClient } from '../coveo/coveo-client.ts'
import { coveoClientFromEnv } from '../coveo/coveo-client-from-env.ts'
import type { Privilege, PrivilegeLike } from '../coveo/privilege.ts'
import { abortable } from '../shared/abortable.ts'
import { assertLimits } from '../shared/assert-limits.ts'
import { createBoundedMap } from '../shared/bounded-map.ts'
import { tokenError } from '../shared/error-table.ts'
import { createSingleFlight } from '../shared/single-flight.ts'
import { readTokenClaims } from '../shared/token-claims.ts'
import { isTokenError } from '../shared/token-error.ts'
import { missingPrivileges } from './has-privileges.ts'
import { createLookupGate } from './lookup-gate.ts'

export interface PrivilegeCheckerOptions {
  /** Looks up the privileges. Default `coveoClientFromEnv()`. */
  readonly coveo?: Pick<CoveoClient, 'getTokenPrivileges'> | undefined
  /** How long the privileges of a token are cached, in milliseconds, never past its own `exp`. Default 60 000. */
  readonly cacheMs?: number | undefined
  /** How long an empty list or a rejection is cached, in milliseconds. Default 10 000. */
  readonly negativeCacheMs?: number | undefined
  /** Number of cached tokens. Default 10 000. */
  readonly maxEntries?: number | undefined
  /** The clock, in milliseconds since the epoch. Default `Date.now`. */
  readonly now?: (() => number) | undefined
  /** Source of randomness, in [0, 1). Default `Math.random`. */
  readonly random?: (() => number) | undefined
}

/** Looks up the privileges of keys and tokens, at most once per token and minute. */
export interface PrivilegeChecker {
  /** All privileges of `token`. Rejects with a `TokenError`. */
  readonly privilegesOf: (token: string, options?: CallOptions) => Promise<readonly Privilege[]>
  /** Those of `required` that `token` lacks, in normal form. Rejects with a `TokenError`. */
  readonly missing: (token: string, required: readonly PrivilegeLike[], options?: CallOptions) => Promise<Privilege[]>
}

type Result = { readonly privileges: readonly Privilege[] } | { readonly error: unknown }

interface CachedResult {
  readonly result: Result
  readonly since: number
  readonly until: number
}

const encoder = new TextEncoder()

/** Creates a checker that caches SHA-256 hashes of tokens, never tokens. Throws a `TypeError` for a wrong option. */
export function createPrivilegeChecker(options: PrivilegeCheckerOptions = {}): PrivilegeChecker {
  const { coveo = coveoClientFromEnv(), cacheMs = 60_000, negativeCacheMs = 10_000, maxEntries = 10_000 } = options
  const { now = () => Date.now(), random = () => Math.random() } = options
  if (typeof coveo?.getTokenPrivileges !== 'function') {
    throw new TypeError('`coveo` must be a Coveo client: see createCoveoClient.')
  }
  assertLimits({ cacheMs, negativeCacheMs }, { min: 0 })
  assertLimits({ maxEntries })
  const cache = createBoundedMap<CachedResult>(maxEntries)
  const flights = createSingleFlight<Result>()
  const gate = createLookupGate({ now, random, keyCoolDownMs: negativeCacheMs })

  function recall(key: string): Result | undefined {
    const cached = cache.get(key)
    const time = now()
    return cached && cached.since <= time && time < cached.until ? cached.result : undefined
  }

  function remember(key: string, { result, lifetimeMs }: { result: Result; lifetimeMs: number }): Result {
    const since = now()
    cache.set(key, { result, since, until: since + lifetimeMs })
    return result
  }

  async function lookUp(token: string, key: string): Promise<Result> {
    try {
      // A request cannot wait for Coveo's rate limit: the gate cools down instead.
      const found = await gate.run(() => coveo.getTokenPrivileges(token, { maxRetryAfterMs: 0 }))
      const privileges = freeze(found)
      const lifetimeMs = privileges.length === 0 ? negativeCacheMs : Math.min(cacheMs, remainingMs(token, now()))
      return remember(key, { result: { privileges }, lifetimeMs })
    } catch (error) {
      if (!isTokenError(error) || error.retryable) return { error }
      return remember(key, { result: { error }, lifetimeMs: negativeCacheMs })
    }
  }

  async function privilegesOf(token: string, { signal }: CallOptions = {}): Promise<readonly Privilege[]> {
    if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token)) {
      throw new TypeError('`token` must be a token: printable ASCII characters without white space.')
    }
    if (signal?.aborted) throw abortedError()
    const key = bytesToHex(sha256(encoder.encode(token)))
    const result =
      recall(key) ??
      (await wait(
        flights.run(key, () => lookUp(token, key)),
        signal,
      ))
    if ('error' in result) throw result.error
    return result.privileges
  }

  return Object.freeze({
    privilegesOf,
    async missing(token, required, callOptions) {
      return missingPrivileges(await privilegesOf(token, callOptions), required)
    },
  } satisfies PrivilegeChecker)
}

function wait(promise: Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
  return abortable(promise, signal).catch((error) => {
    throw signal?.aborted ? abortedError() : error
  })
}

function abortedError() {
  return tokenError('aborted', 'The caller stopped waiting for the privileges of a token.')
}

/** The remaining lifetime by the claims of the token. Unbounded without a readable exp. */
function remainingMs(token: string, time: number): number {
  const exp = readTokenClaims(token)?.exp
  return typeof exp === 'number' ? Math.max(0, exp * 1_000 - time) : Number.POSITIVE_INFINITY
}

function freeze(privileges: Privilege[]): readonly Privilege[] {
  return Object.freeze(privileges.map((privilege) => Object.freeze({ ...privilege })))
}
