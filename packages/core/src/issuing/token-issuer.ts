import { createAbortState } from '../shared/abort-state.ts'
import { holdProcess } from '../shared/hold-process.ts'
import { ignore } from '../shared/ignore.ts'
import { lazy } from '../shared/lazy.ts'
import { isTokenError } from '../shared/token-error.ts'
import { cacheKey } from './cache-key.ts'
import { createEntries, type Entries, type Entry } from './entries.ts'
import { createEntryIds, type EntryId } from './entry-id.ts'
import { type Grant, isGrant } from './grant.ts'
import { createGrantReader } from './grant-reader.ts'
import type { ReadGrant } from './grant-source.ts'
import { grantToMint } from './grant-to-mint.ts'
import { type IssueResult, withWallInstants } from './issued-token.ts'
import { closedError } from './issuer-errors.ts'
import { issuerSettings, type TokenIssuerOptions } from './issuer-options.ts'
import { keepAlive } from './keep-alive.ts'
import { createSlowPath } from './slow-path.ts'
import { guardListener } from './token-event.ts'
import type { IssueOptions, TokenIssuer } from './token-issuer-contract.ts'
import { zoneOf } from './token-zones.ts'

/** Creates a token issuer: one Coveo token per user, cached, renewed early. Throws a TypeError for a wrong option. */
export function createTokenIssuer<User, const Variant extends string = never>(
  options: TokenIssuerOptions<User, Variant>,
): TokenIssuer<User, Variant> {
  const settings = issuerSettings(options)
  const { clock, coveo, grants, lifetimeMs, maxEntries, now } = settings
  const reader = createGrantReader(settings)
  const emit = guardListener(options.onEvent)
  const closer = createAbortState()
  const closing = closer.signal
  // Both at first use: the client and `shared` may read the environment.
  const ids = lazy(() => createEntryIds({ coveo, lifetimeMs, hasListener: emit !== undefined }))
  const entries = createEntries({ maxEntries, idOf: (key) => ids().idOf(key), emit })
  const slowPath = lazy(() => createSlowPath({ settings, scope: ids().scope, entries, closing, emit }))

  /** Returns a fresh or due token from memory at once; otherwise waits for its renewal. */
  function issueFor(grant: Grant, request: IssueOptions<string>): IssueResult | Promise<IssueResult> {
    closing.throwIfAborted()
    const { minRemainingMs = 0 } = request
    if (!(minRemainingMs >= 0)) throw new TypeError('`minRemainingMs` must be milliseconds, 0 or more.')
    const entry = lookUp(grant, entries.use)
    const at = now()
    const zone = entry?.token && zoneOf(entry.token, { at, minRemainingMs })
    if (!entry?.token || zone === 'short') return slowPath().wait(grantToMint(grant, lifetimeMs), request)
    if (zone === 'due' && slowPath().mayRenew(entry)) keepAlive(slowPath().renew(grant), request.waitUntil)
    const { hit } = entry.token
    const { fingerprint, expiresAt } = hit
    emit?.({ type: 'issued', key: entry.keyHash, outcome: 'hit', fingerprint, remainingMs: expiresAt - at })
    return withWallInstants(hit, clock)
  }

  async function issueLater(grant: Promise<Grant>, request: IssueOptions<string>): Promise<IssueResult> {
    try {
      return issueFor(await reader.settle(grant, request.signal), request)
    } catch (thrown) {
      reportFailure(thrown)
      throw thrown
    }
  }

  /** For a request that failed before it had a cache key. A TypeError is a mistake in the call. */
  function reportFailure(thrown: unknown): void {
    if (isTokenError(thrown)) emit?.({ type: 'failed', key: '', code: thrown.code })
  }

  /** Finds the entry of a grant. Undefined also for a grant that cannot be used: `grantToMint` throws the reason. */
  function lookUp(grant: Grant, find: Entries['get']): Entry | undefined {
    // The client reads its settings at first use, and throws if one is missing.
    ids()
    try {
      return isGrant(grant) ? find(cacheKey(grant)) : undefined
    } catch {
      return undefined
    }
  }

  async function idFor(read: ReadGrant): Promise<EntryId> {
    closing.throwIfAborted()
    return entries.find(grantToMint(await reader.settle(reader.read(read)), lifetimeMs).key)
  }

  return {
    get organizationId() {
      return coveo.organizationId
    },
    get searchBaseUrl() {
      return coveo.searchBaseUrl
    },
    variants: grants.variants,
    allowsGuests: grants.allowsGuests,
    sessionKey: grants.sessionKey,
    now: () => now() - clock.aheadMs(),
    // Not an async function: a cached token costs one promise.
    issue(user, request = {}) {
      try {
        const grant = reader.read(grants.select(user, request.variant))
        const issued = grant instanceof Promise ? issueLater(grant, request) : Promise.resolve(issueFor(grant, request))
        return user === null ? issued.then((result) => grants.mark(result, user)) : issued
      } catch (thrown) {
        reportFailure(thrown)
        return Promise.reject(thrown)
      }
    },
    peek(user, { variant } = {}) {
      const grant = reader.read(grants.select(user, variant))
      if (grant instanceof Promise) {
        grant.catch(ignore)
        return undefined
      }
      const hit = lookUp(grant, entries.get)?.token?.hit
      if (!hit || now() >= hit.expiresAt) return undefined
      return grants.mark(withWallInstants(hit, clock), user)
    },
    async reportRejected(user, reported, { variant } = {}) {
      const id = await idFor(grants.select(user, variant))
      return holdProcess(slowPath().report(id, reported))
    },
    invalidate: (user) =>
      grants.forEveryVariant(user, async (read) => {
        const id = await idFor(read)
        return holdProcess(slowPath().invalidate(id))
      }),
    async close() {
      closer.abort(closedError())
      entries.clear()
      await slowPath.created()?.close()
    },
  }
}
