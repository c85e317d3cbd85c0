import { abortable } from '../shared/abortable.ts'
import { fingerprint } from '../shared/fingerprint.ts'
import { inTime } from '../shared/in-time.ts'
import { isTokenError } from '../shared/token-error.ts'
import { cacheKey } from './cache-key.ts'
import { createEntries, type EntryId } from './entries.ts'
import { createFleet } from './fleet/fleet.ts'
import { type Grant, isGrant } from './grant.ts'
import type { ReadGrant } from './grant-source.ts'
import { type GrantToMint, grantToMint } from './grant-to-mint.ts'
import { type IssueResult, withWallInstants } from './issued-token.ts'
import { abortedError, closedError, grantFailure } from './issuer-errors.ts'
import { issuerSettings, type TokenIssuerOptions } from './issuer-options.ts'
import { keepAlive } from './keep-alive.ts'
import { createMinter } from './minter.ts'
import { createRejections } from './rejections.ts'
import { createRenewal } from './renewal.ts'
import { createSubject } from './subject.ts'
import { guardListener } from './token-event.ts'
import type { IssueOptions, TokenIssuer } from './token-issuer-contract.ts'
import { createTokenWait } from './token-wait.ts'
import { zoneOf } from './token-zones.ts'

/** Creates a token issuer: one Coveo token per user, cached, renewed early. Throws a TypeError for a wrong option. */
export function createTokenIssuer<User, const Variant extends string = never>(
  options: TokenIssuerOptions<User, Variant>,
): TokenIssuer<User, Variant> {
  const settings = issuerSettings(options)
  const { clock, coveo, grants, lifetimeMs, maxEntries, mintTimeoutMs, now, timers } = settings
  const grantLimit = { name: 'grant', ms: settings.grantTimeoutMs, timers, now }
  const emit = guardListener(options.onEvent)
  const closing = new AbortController()
  // At first use: the client may read the environment.
  const identity = lazy(() => {
    // A grant without a lifetime of its own receives ours, so that one is part of the key too.
    const scope = fingerprint(`${lifetimeMs}:${coveo.scope}`)
    return { scope, subjectOf: createSubject({ organizationId: coveo.organizationId, scope }) }
  })
  const entries = createEntries({ maxEntries, subjectOf: (key) => identity().subjectOf(key), emit })
  const minter = createMinter({ coveo, timeoutMs: mintTimeoutMs, now, timers, closing: closing.signal, emit })
  // At first use: `shared` may be a function that reads the environment.
  const slowPath = lazy(() => {
    const shared = settings.shared?.()
    const fleet = shared && createFleet({ settings, shared, minter, emit, onRevoked })
    const renewal = createRenewal({ settings, shared, entries, minter, fleet, closing: closing.signal, emit })
    const rejections = createRejections({ settings, entries, fleet, emit })
    return { fleet, renewal, rejections, ...createTokenWait({ settings, entries, renewal, emit }) }
  })

  function readGrant(read: ReadGrant): Grant | Promise<Grant> {
    try {
      const grant = read()
      return isThenable(grant) ? Promise.resolve(grant) : grant
    } catch (thrown) {
      throw grantFailure(thrown)
    }
  }

  async function awaitGrant(grant: Promise<Grant>, signal?: AbortSignal): Promise<Grant> {
    try {
      return await abortable(inTime(grant, grantLimit), signal)
    } catch (thrown) {
      throw signal?.aborted ? abortedError(signal) : grantFailure(thrown)
    }
  }

  /** The fast path: returns a cached token synchronously. */
  function serve(source: Grant, request: IssueOptions<string>): IssueResult | Promise<IssueResult> {
    const key = keyOf(source)
    closing.signal.throwIfAborted()
    const { minRemainingMs = 0 } = request
    if (!(minRemainingMs >= 0)) throw new TypeError('`minRemainingMs` must be milliseconds, 0 or more.')
    const entry = key === undefined ? undefined : entries.use(key)
    if (!entry?.token) return slowPath().wait(copyOf(source), request)
    const { hit } = entry.token
    const at = now()
    const zone = zoneOf(entry.token, { at, minRemainingMs })
    if (zone === 'short') return slowPath().wait(copyOf(source), request)
    if (zone === 'due') renewInBackground(entry, source, request)
    emit?.({
      type: 'issued',
      key: entry.keyHash,
      outcome: 'hit',
      fingerprint: hit.fingerprint,
      remainingMs: hit.expiresAt - at,
    })
    return withWallInstants(hit, clock)
  }

  async function serveLater(grant: Promise<Grant>, request: IssueOptions<string>): Promise<IssueResult> {
    try {
      return serve(await awaitGrant(grant, request.signal), request)
    } catch (thrown) {
      reportFailure(thrown)
      throw thrown
    }
  }

  function renewInBackground({ key }: EntryId, source: Grant, { waitUntil }: IssueOptions<string>): void {
    const { renewal } = slowPath()
    if (renewal.isInFlight(key) || renewal.coolDown(key)) return
    async function renew(): Promise<void> {
      const { key, grant } = copyOf(source)
      await renewal.renew({ id: entries.find(key), grant, background: true, minRemainingMs: 0 })
    }
    keepAlive(renew(), waitUntil)
  }

  /** For a request that failed before it had a cache key. A TypeError is a mistake in the call. */
  function reportFailure(thrown: unknown): void {
    if (isTokenError(thrown)) emit?.({ type: 'failed', key: '', code: thrown.code })
  }

  async function entryFor(read: ReadGrant): Promise<EntryId> {
    closing.signal.throwIfAborted()
    return entries.find(copyOf(await awaitGrant(Promise.resolve(readGrant(read)))).key)
  }

  /** The cache key, for a lookup. Undefined for a grant that cannot be used: `copyOf` throws the reason. */
  function keyOf(source: unknown): string | undefined {
    const { scope } = identity()
    try {
      return isGrant(source) ? cacheKey(scope, source) : undefined
    } catch {
      return undefined
    }
  }

  function copyOf(source: unknown): GrantToMint {
    return grantToMint(source, { scope: identity().scope, lifetimeMs })
  }

  function drop(key: string): void {
    slowPath().renewal.invalidate(key)
    if (!entries.get(key)?.token) return
    entries.update(key, (entry) => {
      entry.token = undefined
    })
  }

  async function invalidate(read: ReadGrant): Promise<void> {
    const id = await entryFor(read)
    drop(id.key)
    try {
      await slowPath().fleet?.invalidate(id)
    } finally {
      // The old token may have been read from the store meanwhile.
      drop(id.key)
    }
  }

  /** Another instance invalidated the key, or reported this token. */
  function onRevoked(key: string, reported: string | undefined): void {
    if (reported === undefined || entries.get(key)?.token?.hit.fingerprint === reported) drop(key)
  }

  return {
    get organizationId() {
      return coveo.organizationId
    },
    variants: grants.variants,
    allowsGuests: grants.allowsGuests,
    now: () => now() - clock.aheadMs(),
    // Not an async function: a cached token costs one promise.
    issue(user, request = {}) {
      try {
        const grant = readGrant(grants.select(user, request.variant))
        const issued = grant instanceof Promise ? serveLater(grant, request) : Promise.resolve(serve(grant, request))
        return user === null ? issued.then(forGuest) : issued
      } catch (thrown) {
        reportFailure(thrown)
        return Promise.reject(thrown)
      }
    },
    peek(user, { variant } = {}) {
      const grant = readGrant(grants.select(user, variant))
      if (grant instanceof Promise) {
        grant.catch(ignore)
        return undefined
      }
      const key = keyOf(grant)
      const hit = key === undefined ? undefined : entries.get(key)?.token?.hit
      if (!hit || now() >= hit.expiresAt) return undefined
      const issued = withWallInstants(hit, clock)
      return user === null ? forGuest(issued) : issued
    },
    async reportRejected(user, reported, { variant } = {}) {
      return slowPath().rejections.report(await entryFor(grants.select(user, variant)), reported)
    },
    async invalidate(user) {
      const calls = grants.selectAll(user).map(invalidate)
      // Every call ends before the first failure rejects.
      await Promise.allSettled(calls)
      await Promise.all(calls)
    },
    async close() {
      closing.abort(closedError())
      entries.clear()
      await slowPath.created()?.fleet?.close()
    },
  }
}

function lazy<Value>(create: () => Value): (() => Value) & { created: () => Value | undefined } {
  let value: Value | undefined
  const load = () => {
    value ??= create()
    return value
  }
  return Object.assign(load, { created: () => value })
}

function isThenable(value: unknown): value is PromiseLike<Grant> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}

/** The cached result may also be a user's, if both grants are equal. */
function forGuest(result: IssueResult): IssueResult {
  return { ...result, guest: true }
}

function ignore(): void {}
