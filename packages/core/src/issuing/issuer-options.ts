import { coveoClientFromEnv } from '../coveo/coveo-client-from-env.ts'
import { maxSearchTokenMs, minSearchTokenMs } from '../coveo/search-token-params.ts'
import { assertLimits } from '../shared/assert-limits.ts'
import { systemTimers, type Timers } from '../shared/timers.ts'
import { loadShared, type SharedOptions, type SharedSettings } from './fleet/shared-options.ts'
import { createGrantSource, type GrantSource, type GrantSourceOptions } from './grant-source.ts'
import type { MintingClient } from './minting-client.ts'
import { createSteadyClock, type SteadyClock } from './steady-clock.ts'
import type { TokenEventListener } from './token-event.ts'

export interface TokenIssuerOptions<User, Variant extends string = never> extends GrantSourceOptions<User, Variant> {
  /** The client that mints. Default `coveoClientFromEnv()`, which reads the environment at its first call. */
  readonly coveo?: MintingClient | undefined
  /**
   * Lifetime where the grant names none, in milliseconds: whole seconds, 15 minutes to 24 hours. Default 3 600 000 (1 h).
   *
   * @see https://docs.coveo.com/en/56
   */
  readonly lifetimeMs?: number | undefined
  /** Tokens kept in memory; the one that was not used for longest makes room. Default 10 000. */
  readonly maxEntries?: number | undefined
  /**
   * Mints that this process may start within any minute, all users together. Valid tokens are returned first; other callers get
   * `mint-limit-reached` with the time to wait. Half of them are kept for users without a token. Default: no limit.
   */
  readonly maxMintsPerMinute?: number | undefined
  /** Longest time that an asynchronous `grant` may take, in milliseconds. Default 10 000; it is then an `application-timeout`. */
  readonly grantTimeoutMs?: number | undefined
  /** How long callers wait for a mint if the old token is still valid, in milliseconds. Default 1500. */
  readonly softTimeoutMs?: number | undefined
  /** Limit of one mint, its attempts included, in milliseconds. Default 5000. */
  readonly mintTimeoutMs?: number | undefined
  /** Rejected tokens of one user that are replaced within `rejectionWindowMs`. Default 5. */
  readonly maxRejections?: number | undefined
  /** In milliseconds. Default 60 000 (1 min). */
  readonly rejectionWindowMs?: number | undefined
  /** A store for all instances, so that a user's token is minted once for all of them. A function runs at first use. Default: none. */
  readonly shared?: SharedOptions | (() => SharedOptions) | undefined
  /** Called with every event. Errors it throws are ignored. Costs nothing if absent. */
  readonly onEvent?: TokenEventListener | undefined
  /** The clock, in milliseconds since the epoch. A step back counts as no time. Default `Date.now`, with `performance.now`. */
  readonly now?: (() => number) | undefined
  /** Source of randomness, in [0, 1). Default `Math.random`. */
  readonly random?: (() => number) | undefined
  /** Default: the platform's timers, which do not keep a process alive. */
  readonly timers?: Timers | undefined
}

type Resolved<Options> = { [Name in keyof Options]-?: Exclude<Options[Name], undefined> }

type SettingNames = Exclude<
  keyof TokenIssuerOptions<never>,
  'grant' | 'guest' | 'variants' | 'sessionKey' | 'maxMintsPerMinute' | 'onEvent' | 'shared'
>

export interface IssuerSettings<User> extends Resolved<Pick<TokenIssuerOptions<never>, SettingNames>> {
  readonly grants: GrantSource<User>
  readonly shared: (() => SharedSettings) | undefined
  readonly maxMintsPerMinute: number | undefined
  readonly clock: SteadyClock
}

/** The largest Map. */
const maxCount = 16_777_216

/** Returns the options with every default. Throws a TypeError that names a wrong option. */
export function issuerSettings<User, Variant extends string>(
  options: TokenIssuerOptions<User, Variant>,
): IssuerSettings<User> {
  const { coveo = coveoClientFromEnv(), lifetimeMs = 3_600_000, maxEntries = 10_000, maxMintsPerMinute } = options
  const {
    grantTimeoutMs = 10_000,
    softTimeoutMs = 1_500,
    mintTimeoutMs = 5_000,
    maxRejections = 5,
    rejectionWindowMs = 60_000,
  } = options
  if (typeof coveo?.createSearchToken !== 'function' || typeof coveo.createPlatformToken !== 'function') {
    throw new TypeError('`coveo` must be a Coveo client, from createCoveoClient or coveoClientFromEnv.')
  }
  const grants = createGrantSource(options)
  if (!(lifetimeMs >= minSearchTokenMs && lifetimeMs <= maxSearchTokenMs && lifetimeMs % 1_000 === 0)) {
    throw new TypeError('`lifetimeMs` must be whole seconds, from 900000 (15 minutes) to 86400000 (24 hours).')
  }
  const counts = { maxEntries, maxRejections }
  const limits = { grantTimeoutMs, softTimeoutMs, mintTimeoutMs, rejectionWindowMs }
  assertLimits({ ...counts, ...(maxMintsPerMinute !== undefined && { maxMintsPerMinute }) }, { max: maxCount })
  assertLimits(limits)
  if (options.onEvent !== undefined && typeof options.onEvent !== 'function') {
    throw new TypeError('`onEvent` must be a function.')
  }
  const { now: wall = () => Date.now(), random = () => Math.random(), timers = systemTimers } = options
  // Of a clock of the caller's own, no monotonic one is known.
  const monotonic = options.now ? undefined : () => performance.now()
  const clock = createSteadyClock({ wall, monotonic })
  const { now } = clock
  const shared = options.shared && loadShared(options.shared, { now, maxEntries })
  return { coveo, grants, lifetimeMs, ...counts, ...limits, maxMintsPerMinute, shared, clock, now, random, timers }
}
