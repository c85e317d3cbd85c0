import {
  coveoClientFromEnv,
  createTokenIssuer,
  type Grant,
  type GrantOptions,
  type MaybePromise,
  type TokenIssuer,
} from '@coveo-token/core'
import { createGrantSource, fingerprint } from '@coveo-token/core/adapter'

export interface ProcessIssuerOptions<User, Variant extends string = never> extends GrantOptions<User, Variant> {
  /**
   * A store for all instances, or a function that creates one at first use. Default: none. Objects with equal settings
   * share one memory and the store of the first: two stores need a difference in `coveo`, `lifetimeMs`, `maxEntries` or
   * `maxMintsPerMinute`, or `shared` as an object with a secret of its own.
   */
  readonly shared?: GrantOptions<User>['shared']
  /**
   * Called with every event of the memory. Of several objects with equal settings, the one that was used for the first
   * time last has the listener; an object without one leaves it. Default: none.
   */
  readonly onEvent?: GrantOptions<User>['onEvent']
}

/** An issuer of this process. Its "user" is the function that returns the grant, so it keeps nothing of a module copy. */
interface Memory {
  readonly issuer: TokenIssuer<() => MaybePromise<Grant>>
  onEvent: GrantOptions<never>['onEvent']
  isClosed: boolean
}

const symbol = Symbol.for('@coveo-token/next:memories')

/** One registry for all copies of this module. */
function memories(): Map<string, Memory> {
  const registry: Record<symbol, Map<string, Memory> | undefined> = globalThis
  registry[symbol] ??= new Map()
  return registry[symbol]
}

/**
 * A token issuer whose memory is shared by the whole process. Next bundles pages and route handlers separately, so a
 * module such as `coveo.ts` exists several times; equal settings share one memory, and each copy applies its own `grant`.
 */
export function createProcessIssuer<User, const Variant extends string = never>(
  options: ProcessIssuerOptions<User, Variant>,
): TokenIssuer<User, Variant> {
  const {
    coveo = coveoClientFromEnv(),
    lifetimeMs,
    grantTimeoutMs,
    maxEntries,
    maxMintsPerMinute,
    shared,
    onEvent,
  }: ProcessIssuerOptions<User, Variant> = Object(options)
  const { select, forEveryVariant, mark, variants, allowsGuests, sessionKey } = createGrantSource<User, Variant>(
    Object(options),
  )

  function createMemory(): Memory {
    const memory: Memory = {
      onEvent,
      isClosed: false,
      issuer: createTokenIssuer({
        coveo,
        lifetimeMs,
        grantTimeoutMs,
        maxEntries,
        maxMintsPerMinute,
        shared,
        grant: (find: () => MaybePromise<Grant>) => find(),
        onEvent: (event) => memory.onEvent?.(event),
      }),
    }
    return memory
  }

  /** Names everything beside the grant that decides a token or where it is stored. Reads the environment by default. */
  function memoryKey(): string {
    return fingerprint(JSON.stringify([coveo.scope, lifetimeMs, maxEntries, maxMintsPerMinute, storeKey(shared)]))
  }

  // Created at once: this checks the options.
  let memory = createMemory()
  let isUsed = false
  let isClosed = false

  function issuer(): Memory['issuer'] {
    // Another object with equal settings may have closed the memory.
    if (!isClosed && (!isUsed || memory.isClosed)) {
      const key = memoryKey()
      memory = memories().get(key) ?? (memory.isClosed ? createMemory() : memory)
      memory.onEvent = onEvent ?? memory.onEvent
      memories().set(key, memory)
      isUsed = true
    }
    return memory.issuer
  }

  return {
    get organizationId() {
      return coveo.organizationId
    },
    now: () => issuer().now(),
    get searchBaseUrl() {
      return coveo.searchBaseUrl
    },
    variants,
    allowsGuests,
    sessionKey,
    async issue(user, { variant, ...issueOptions } = {}) {
      return mark(await issuer().issue(select(user, variant), issueOptions), user)
    },
    peek(user, { variant } = {}) {
      const issued = issuer().peek(select(user, variant))
      return issued && mark(issued, user)
    },
    reportRejected: async (user, rejected, { variant } = {}) =>
      issuer().reportRejected(select(user, variant), rejected),
    invalidate: (user) => forEveryVariant(user, (read) => issuer().invalidate(read)),
    async close() {
      isClosed = true
      memory.isClosed = true
      if (isUsed && memories().get(memoryKey()) === memory) memories().delete(memoryKey())
      await memory.issuer.close()
    },
  }
}

/** Two functions cannot be compared: each copy of a module has its own. Running one could open a connection. */
function storeKey(shared: GrantOptions<never>['shared']): unknown {
  if (!shared || typeof shared === 'function') return typeof shared
  const { secret, timeoutMs, localMintsPerMinute } = shared
  return [secret, timeoutMs, localMintsPerMinute]
}
