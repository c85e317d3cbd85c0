import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { CallOptions, CoveoClient } from '../coveo/coveo-client.ts'
import { abortable } from '../shared/abortable.ts'
import { createBoundedMap } from '../shared/bounded-map.ts'
import { tokenError } from '../shared/error-table.ts'
import { createSingleFlight } from '../shared/single-flight.ts'
import { readTokenClaims } from '../shared/token-claims.ts'
import { isTokenError } from '../shared/token-error.ts'
import { missingPrivileges } from './has-privileges.ts'
import type { Privilege, PrivilegeLike } from './privilege.ts'

export interface PrivilegeCheckerOptions {
  /** Looks up the privileges. */
  coveo: Pick<CoveoClient, 'getTokenPrivileges'>
  /** How long the privileges of a token are cached, in milliseconds, never past its own `exp`. Default 60 000. */
  cacheMs?: number | undefined
  /** How long an empty list or a rejection is cached, in milliseconds. Default 10 000. */
  negativeCacheMs?: number | undefined
  /** Number of cached tokens. Default 10 000. */
  maxEntries?: number | undefined
  /** Milliseconds since the epoch. Default `Date.now`. */
  now?: (() => number) | undefined
}

/** Looks up the privileges of keys and tokens, at most once per token and minute. */
export interface PrivilegeChecker {
  /** All privileges of `token`. Rejects with a `TokenError`. */
  privilegesOf(token: string, options?: CallOptions): Promise<readonly Privilege[]>
  /** Those of `required` that `token` lacks, in normal form. Rejects with a `TokenError`. */
  missing(token: string, required: readonly PrivilegeLike[], options?: CallOptions): Promise<Privilege[]>
}

type Verdict = { privileges: readonly Privilege[] } | { error: unknown }

interface Remembered {
  verdict: Verdict
  since: number
  until: number
}

/** Creates a checker that caches SHA-256 hashes of tokens, never tokens. Throws a `TypeError` for a wrong option. */
export function createPrivilegeChecker(options: PrivilegeCheckerOptions): PrivilegeChecker {
  const { coveo, cacheMs = 60_000, negativeCacheMs = 10_000, maxEntries = 10_000, now = () => Date.now() } = options
  if (typeof coveo?.getTokenPrivileges !== 'function') {
    throw new TypeError('coveo must be a Coveo client: see createCoveoClient.')
  }
  for (const [name, value] of Object.entries({ cacheMs, negativeCacheMs })) {
    if (!Number.isFinite(value) || value < 0) throw new TypeError(`${name} must be a number of milliseconds.`)
  }
  if (!Number.isSafeInteger(maxEntries) || maxEntries < 1)
    throw new TypeError('maxEntries must be a whole number from 1 up.')
  const memory = createBoundedMap<Remembered>(maxEntries)
  const flights = createSingleFlight<Verdict>()

  function recall(key: string): Verdict | undefined {
    const remembered = memory.get(key)
    const time = now()
    return remembered && remembered.since <= time && time < remembered.until ? remembered.verdict : undefined
  }

  function remember(key: string, { verdict, lifetimeMs }: { verdict: Verdict; lifetimeMs: number }): Verdict {
    const since = now()
    memory.set(key, { verdict, since, until: since + lifetimeMs })
    return verdict
  }

  async function lookUp(token: string, key: string): Promise<Verdict> {
    try {
      const privileges = freeze(await coveo.getTokenPrivileges(token))
      const lifetimeMs = privileges.length === 0 ? negativeCacheMs : Math.min(cacheMs, remainingMs(token, now()))
      return remember(key, { verdict: { privileges }, lifetimeMs })
    } catch (error) {
      if (isTokenError(error) && !error.retryable)
        return remember(key, { verdict: { error }, lifetimeMs: negativeCacheMs })
      return { error }
    }
  }

  async function privilegesOf(token: string, { signal }: CallOptions = {}): Promise<readonly Privilege[]> {
    if (typeof token !== 'string' || token === '') throw new TypeError('token must be a non-empty string.')
    if (signal?.aborted) throw aborted()
    const key = bytesToHex(sha256(utf8ToBytes(token)))
    const verdict =
      recall(key) ??
      (await wait(
        flights.run(key, () => lookUp(token, key)),
        signal,
      ))
    if ('error' in verdict) throw verdict.error
    return verdict.privileges
  }

  return Object.freeze({
    privilegesOf,
    async missing(token, required, callOptions) {
      return missingPrivileges(await privilegesOf(token, callOptions), required)
    },
  } satisfies PrivilegeChecker)
}

function wait(promise: Promise<Verdict>, signal: AbortSignal | undefined): Promise<Verdict> {
  return abortable(promise, signal).catch((error) => {
    throw signal?.aborted ? aborted() : error
  })
}

function aborted() {
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
