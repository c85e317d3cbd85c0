import {
  coveoClientFromEnv,
  createTokenIssuer,
  type Grant,
  type GrantOptions,
  type MaybePromise,
  type TokenIssuer,
} from '@coveo-token/core'

/** An issuer of this process. Its "user" is the function that returns the grant, so it keeps nothing of a module copy. */
interface Memory {
  readonly issuer: TokenIssuer<() => MaybePromise<Grant>>
  onEvent: GrantOptions<never>['onEvent']
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
export function createProcessIssuer<User>(options: GrantOptions<User>): TokenIssuer<User> {
  const {
    coveo = coveoClientFromEnv(),
    grant,
    lifetimeMs,
    maxEntries,
    shared,
    onEvent,
  }: GrantOptions<User> = Object(options)
  if (typeof grant !== 'function') throw new TypeError('`grant` must be a function that returns a grant.')
  const own: Memory = {
    onEvent,
    issuer: createTokenIssuer({
      coveo,
      lifetimeMs,
      maxEntries,
      shared,
      grant: (find: () => MaybePromise<Grant>) => find(),
      onEvent: (event) => own.onEvent?.(event),
    }),
  }
  let used: Memory | undefined

  /** Names everything beside the grant that decides a token or where it is stored. Reads the environment by default. */
  function memoryKey(): string {
    return JSON.stringify([coveo.scope, lifetimeMs, maxEntries, shared !== undefined])
  }

  function issuer(): Memory['issuer'] {
    if (used === undefined) {
      const key = memoryKey()
      used = memories().get(key) ?? own
      // The copy that is used for the first time last has the listener.
      used.onEvent = onEvent
      memories().set(key, used)
    }
    return used.issuer
  }

  return {
    get organizationId() {
      return coveo.organizationId
    },
    now: () => issuer().now(),
    issue: async (user, issueOptions) => issuer().issue(() => grant(user), issueOptions),
    peek: (user) => issuer().peek(() => grant(user)),
    reportRejected: async (user, fingerprint) => issuer().reportRejected(() => grant(user), fingerprint),
    invalidate: async (user) => issuer().invalidate(() => grant(user)),
    async close() {
      if (used && memories().get(memoryKey()) === used) memories().delete(memoryKey())
      await (used ?? own).issuer.close()
    },
  }
}
