import { createTokenIssuer, type Grant, type GrantOptions, type TokenEvent, type TokenIssuer } from '@coveo-token/core'
import { createLazyIssuer, planIssuer } from '@coveo-token/core/adapter'

type FindGrant = () => Grant | Promise<Grant>

/** One issuer of this process. Its "user" is the function that returns the grant, so it keeps nothing of a module copy. */
interface Memory {
  readonly issuer: TokenIssuer<FindGrant>
  onEvent: ((event: TokenEvent) => void) | undefined
}

const memories: Record<symbol, Map<string, Memory> | undefined> = globalThis
const symbol = Symbol.for('@coveo-token/next:memories')

/**
 * A token issuer whose memory is shared by the whole process. Next bundles pages and route handlers separately, so a
 * module such as `coveo.ts` exists several times; equal settings share one memory, and each copy applies its own `grant`.
 */
export function createProcessIssuer<User>(options: GrantOptions<User>): TokenIssuer<User> {
  const plan = planIssuer<User>(options)
  const { grant, onEvent } = options

  function shared(): TokenIssuer<FindGrant> {
    const key = plan.memoryKey()
    memories[symbol] ??= new Map()
    const known = memories[symbol].get(key)
    // The module that was loaded last has the current listener.
    if (known) known.onEvent = onEvent
    return (known ?? create(key)).issuer
  }

  function create(key: string): Memory {
    const memory: Memory = {
      onEvent,
      issuer: createTokenIssuer<FindGrant>({
        ...plan.issuerOptions(),
        grant: (find) => find(),
        onEvent: (event) => memory.onEvent?.(event),
      }),
    }
    memories[symbol]?.set(key, memory)
    return memory
  }

  return createLazyIssuer(() => {
    const issuer = shared()
    return {
      ...issuer,
      issue: (user, issueOptions) => issuer.issue(() => grant(user), issueOptions),
      peek: (user) => issuer.peek(() => grant(user)),
      reportRejected: (user, fingerprint) => issuer.reportRejected(() => grant(user), fingerprint),
      invalidate: (user) => issuer.invalidate(() => grant(user)),
      async close() {
        memories[symbol]?.delete(plan.memoryKey())
        await issuer.close()
      },
    }
  })
}
