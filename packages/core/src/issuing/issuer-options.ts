import { systemTimers, type Timers } from '../shared/timers.ts'
import type { Grant } from './grant.ts'
import type { MintingClient } from './minter.ts'
import { type SharedOptions, type SharedSettings, sharedSettings } from './shared-options.ts'
import type { TokenEventListener } from './token-event.ts'

export interface TokenIssuerOptions<User> {
  /** The client that mints, from `createCoveoClient` or `coveoClientFromEnv`. */
  coveo: MintingClient
  /**
   * What the token of this user will allow. Called for every `issue`, so keep it cheap: a change in what it returns
   * takes effect at once. Must depend on nothing that a browser can choose.
   */
  grant: (user: User) => Grant | Promise<Grant>
  /** Life to ask for where the grant names none, in milliseconds, 15 min to 24 h (slug 56) in whole seconds. Default 3 600 000 (1 h). */
  lifetimeMs?: number | undefined
  /** How many tokens to keep in memory; one that has not been used for long makes room. Default 10 000. */
  maxEntries?: number | undefined
  /** How long callers wait for a mint while a token that is still valid could be served, in milliseconds. Default 1500. */
  softTimeoutMs?: number | undefined
  /** When a mint is given up, retries included, in milliseconds. Default 5000. */
  mintTimeoutMs?: number | undefined
  /** How many rejected tokens of one user are believed within `rejectionWindowMs`. Default 5. */
  maxRejections?: number | undefined
  /** Default 60 000 (1 min). */
  rejectionWindowMs?: number | undefined
  /** A store for all instances, so that a user's token is minted once for all of them. Default: each instance for itself. */
  shared?: SharedOptions | undefined
  /** Hears of everything that happens. Whatever it throws is ignored. Costs nothing when absent. */
  onEvent?: TokenEventListener | undefined
  /** The clock, in milliseconds since the epoch. Default `Date.now`. */
  now?: (() => number) | undefined
  /** Source of randomness, in [0, 1). Default `Math.random`. */
  random?: (() => number) | undefined
  /** Default: the platform's timers, unable to keep a process alive. */
  timers?: Timers | undefined
}

type Resolved<Options> = { [Name in keyof Options]-?: Exclude<Options[Name], undefined> }

export interface IssuerSettings<User> extends Resolved<Omit<TokenIssuerOptions<User>, 'onEvent' | 'shared'>> {
  readonly shared: SharedSettings | undefined
}

const shortestLifeMs = 15 * 60_000
const longestLifeMs = 24 * 60 * 60_000

/** The options with every default in place. Throws a TypeError that names the option that cannot work. */
export function issuerSettings<User>(options: TokenIssuerOptions<User>): IssuerSettings<User> {
  const { coveo, grant, lifetimeMs = 3_600_000, maxEntries = 10_000 } = options
  const { softTimeoutMs = 1_500, mintTimeoutMs = 5_000, maxRejections = 5, rejectionWindowMs = 60_000 } = options
  if (typeof coveo?.createSearchToken !== 'function' || typeof coveo.createPlatformToken !== 'function') {
    throw new TypeError('coveo must be a Coveo client: see createCoveoClient.')
  }
  if (typeof grant !== 'function') throw new TypeError('grant must be a function that says what a user may do.')
  if (!(lifetimeMs >= shortestLifeMs && lifetimeMs <= longestLifeMs && lifetimeMs % 1_000 === 0)) {
    throw new TypeError('lifetimeMs must be whole seconds, from 900000 (15 minutes) to 86400000 (24 hours).')
  }
  const counts = { maxEntries, softTimeoutMs, mintTimeoutMs, maxRejections, rejectionWindowMs }
  for (const [name, value] of Object.entries(counts)) {
    if (!Number.isSafeInteger(value) || value < 1) throw new TypeError(`${name} must be a whole number from 1 up.`)
  }
  if (options.onEvent !== undefined && typeof options.onEvent !== 'function') {
    throw new TypeError('onEvent must be a function.')
  }
  const { now = () => Date.now(), random = () => Math.random(), timers = systemTimers } = options
  const shared = options.shared && sharedSettings(options.shared, now)
  return { coveo, grant, lifetimeMs, ...counts, shared, now, random, timers }
}
