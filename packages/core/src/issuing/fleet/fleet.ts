import type { AbortState } from '../../shared/abort-state.ts'
import { ignore } from '../../shared/ignore.ts'
import { runListener } from '../../shared/run-listener.ts'
import { isTokenError, type TokenError } from '../../shared/token-error.ts'
import { type CachedToken, cachedToken } from '../cached-token.ts'
import type { EntryId } from '../entry-id.ts'
import type { IssuerSettings } from '../issuer-options.ts'
import type { MintOrder } from '../mint-order.ts'
import type { Minter } from '../minter.ts'
import type { ObtainedToken } from '../obtained-token.ts'
import type { TokenEventListener } from '../token-event.ts'
import { createCircuitBreaker } from './circuit-breaker.ts'
import { createCoveoClock } from './coveo-clock.ts'
import { createFleetChannel } from './fleet-channel.ts'
import type { Accepts, Fleet } from './fleet-contract.ts'
import { createFleetRevocation } from './fleet-revocation.ts'
import { createLeaseWait } from './lease-wait.ts'
import { createLocalMintBudget } from './local-mint-budget.ts'
import { createPendingWork } from './pending-work.ts'
import { createSealing } from './sealing.ts'
import { createSecretCheck } from './secret-check.ts'
import { createSharedCoolDown } from './shared-cool-down.ts'
import { createSharedEntry, type SharedEntry } from './shared-entry.ts'
import { createSharedLookup } from './shared-lookup.ts'
import type { SharedSettings } from './shared-options.ts'

export interface FleetOptions {
  readonly settings: IssuerSettings<never>
  /** Everything besides the grant that shapes a token. */
  readonly scope: string
  readonly shared: SharedSettings
  readonly minter: Minter
  /** Aborted before `close` is called, with the error that every wait then rejects with. */
  readonly closing: AbortState
  readonly emit: TokenEventListener | undefined
  /** Drops the token of this key from memory, or only the one with this fingerprint: another instance revoked it. */
  readonly onRevoked: (key: string, fingerprint: string | undefined) => void
}

/** One mint at a time for each key, for all instances. Where the store fails, this instance continues alone. */
export function createFleet({ settings, scope, shared, minter, closing, emit, onRevoked }: FleetOptions): Fleet {
  const { mintTimeoutMs } = settings
  const { secrets, timeoutMs, onError } = shared
  const common = {
    ...settings,
    ...shared,
    scope,
    closing,
    // After `acquireLease` its holder reads each name once more, mints, and publishes.
    leaseMs: mintTimeoutMs + (secrets.length + 2) * timeoutMs,
    sealing: createSealing(secrets),
    breaker: createCircuitBreaker({ ...settings, timeoutMs, onFailure: report }),
    coveoClock: createCoveoClock(),
    onFailure: report,
  }
  const leaseWait = createLeaseWait(common)
  const lookup = createSharedLookup(common)
  const budget = createLocalMintBudget(common)
  const work = createPendingWork()
  const coolDown = createSharedCoolDown({
    ...common,
    announce: (pauseName) => channel.send({ pauseName }),
    onShare: (sharing) => void work.track(sharing).catch(report),
  })
  const channel = createFleetChannel({
    ...common,
    // Coveo limits calls by API key.
    name: `fleet channel of ${settings.coveo.scope}`,
    onRevoked,
    onPause: coolDown.receive,
  })
  const checkSecret = createSecretCheck(common)

  function report(error: TokenError, { keyHash = '', pauseMs = 0 }: { keyHash?: string; pauseMs?: number } = {}): void {
    emit?.({ type: 'store-failed', key: keyHash, code: error.code, pauseMs })
    void runListener(() => onError(error))
  }

  function entryOf(id: EntryId): Promise<SharedEntry> {
    return createSharedEntry(id, common)
  }

  async function read(
    entry: SharedEntry,
    { id, grant }: MintOrder,
    accepts: Accepts,
  ): Promise<CachedToken | undefined> {
    for (const name of entry.names) {
      const found = await lookup.read(entry, { id, name })
      const token = found && cachedToken({ ...id, kind: grant.kind }, found)
      if (token && accepts(token)) return token
    }
    return undefined
  }

  /** With a limit if this instance holds the lease. */
  async function mintAndPublish(entry: SharedEntry, order: MintOrder, limitMs?: number): Promise<ObtainedToken> {
    const token = await coolDown.run(() => minter.mint(order, limitMs))
    // The lease may be ours although its response was lost; but no caller waits for a store that has just failed.
    const published = work.track(entry.publish(token)).catch(ignore)
    const isPublished = limitMs === undefined ? undefined : await published
    if (isPublished) checkSecret().catch(ignore)
    return { token, outcome: 'mint', isInvalidated: isPublished === false }
  }

  async function obtain(order: MintOrder, accepts: Accepts): Promise<ObtainedToken> {
    const entry = await entryOf(order.id)
    try {
      return await leaseWait<ObtainedToken>(entry, {
        async read() {
          const token = await read(entry, order, accepts)
          return token && { token, outcome: 'shared', isInvalidated: false }
        },
        mint: (limitMs) => mintAndPublish(entry, order, limitMs),
      }).catch((thrown) => {
        if (!isTokenError(thrown) || thrown.code !== 'shared-store-failed') throw thrown
        budget.spend(order)
        return mintAndPublish(entry, order)
      })
    } catch (error) {
      work.track(entry.releaseLease()).catch(ignore)
      throw error
    }
  }

  return {
    ...createFleetRevocation({ entryOf, lookup, send: channel.send, onFailure: report }),
    obtain: (order, accepts) => work.track(channel.open().then(() => obtain(order, accepts))),
    find: (order, accepts) =>
      entryOf(order.id)
        .then((entry) => read(entry, order, accepts))
        .catch(ignore),
    async close() {
      await work.settled()
      await channel.close().catch(ignore)
    },
  }
}
