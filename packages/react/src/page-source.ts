'use client'

import {
  createTokenSource,
  type TokenSnapshot,
  type TokenSource,
  type TokenSourceOptions,
} from '@coveo-token/core/browser'
import {
  endOtherEntries,
  entriesOf,
  type PageEntry,
  type PageSource,
  pageEntries,
  type RequestOptions,
  takenTokens,
} from './page-entries.ts'

export interface PageSourceOptions
  extends Pick<TokenSourceOptions, 'initialToken' | 'credentials' | 'tabs'>,
    RequestOptions {
  readonly endpoint?: string | undefined
  readonly variant?: string | undefined
  readonly sessionKey?: string | undefined
  /** Names the user of a variant that has no initial token of its own, where no session key does. */
  readonly user?: string | undefined
}

/** The value of a provider that shares a source of the page. */
export interface ProvidedPageSource {
  readonly options: PageSourceOptions
  readonly source: PageSource
  /** The state that the server rendered below this provider. Providers that share a source may differ in it. */
  readonly serverSnapshot: TokenSnapshot
}

/**
 * Returns the page's source for an endpoint, a variant and a session key. A new one becomes the page's at its first subscription: this function
 * changes nothing and reads no clock, because React may abandon the render that calls it.
 */
export function providePageSource(options: PageSourceOptions): ProvidedPageSource {
  const { endpoint: path = '/api/coveo-token', variant, sessionKey = '', user, initialToken } = options
  const address = resolveAddress(path)
  const endpoint = variant ? resolveAddress(path, variant) : path
  const session = { address, sessionKey }
  const key = JSON.stringify([address, sessionKey, variant, user])
  let isAttached = false
  // Of any variant and session: the props of a provider may change while its initial token stays.
  const taken = JSON.stringify([address, initialToken])
  let ownRequests: RequestOptions = options
  const requests = () => entriesOf(session)[0]?.requests ?? ownRequests
  /** The source until the page shares one. */
  const own = createTokenSource({ ...options, endpoint, requests } as TokenSourceOptions)
  own.restart(freshToken())

  /**
   * The initial token, unless the page took it before or it is outdated: a page that is shown again or prefetched may be from before a
   * sign-out, and its session key too.
   */
  function freshToken() {
    const isOutdated = [...pageEntries.values()].some(
      (entry) => entry.endpoint === endpoint && entry.source.isOutdated(initialToken),
    )
    return isOutdated || takenTokens.has(taken) ? undefined : initialToken
  }

  /**
   * The page's entry, unless the initial token of this source has yet to replace it: the entry holds another user's token, or no token, or
   * `null` says signed out.
   */
  function find(): PageEntry | undefined {
    const entry = pageEntries.get(key)
    if (!entry || isAttached) return entry
    const { matches } = entry.source
    const isOfUser = freshToken() === initialToken ? matches(initialToken) : !matches(null)
    return isOfUser ? entry : undefined
  }

  function attach(): PageEntry {
    let entry = pageEntries.get(key)
    if (!entry) {
      // The page may have ended its entry while these components were hidden.
      if (isAttached) own.restart()
      entry = { ...session, endpoint, handle, source: own, requests: requests(), providers: 0 }
      pageEntries.set(key, entry)
    } else if (!find()) entry.source.restart(freshToken())
    // The token of its own would outlast a sign-out.
    if (entry.source !== own) own.dispose()
    if (initialToken) takenTokens.add(taken)
    isAttached = true
    return entry
  }

  /** For calls without a subscription: they may run on a server, where nothing may be shared. */
  function shared(): TokenSource {
    return find()?.source ?? own
  }

  const handle: PageSource = {
    getSnapshot: () => shared().getSnapshot(),
    getServerSnapshot: own.getServerSnapshot,
    subscribe: (listener) => attach().source.subscribe(listener),
    getToken: (wanted) => shared().getToken(wanted),
    renew() {
      // Where there is no channel, the other variants do not notice a change of user.
      if (!(options.tabs && globalThis.BroadcastChannel))
        for (const { source } of entriesOf(session)) source.check({ type: 'user' })
      return shared().renew()
    },
    reportRejected: (rejected) => shared().reportRejected(rejected),
    signOut() {
      for (const { source } of entriesOf(session)) source.signOut()
      shared().signOut()
    },
    dispose: () => shared().dispose(),
    retain() {
      const entry = attach()
      entry.providers++
      // Later: another provider of this commit may not have run its effects yet.
      queueMicrotask(() => endOtherEntries(session))
      return () => {
        entry.providers--
      }
    },
    prepare(next) {
      // Before the subscriptions of the same commit, which would otherwise send a request.
      attach()
      ownRequests = next
      for (const entry of entriesOf(session)) entry.requests = next
    },
  }
  // The server rendered it also where the page has taken the token.
  return { options, source: find()?.handle ?? handle, serverSnapshot: own.getServerSnapshot() }
}

/** Absolute, so that two spellings of one address are one endpoint; unchanged where there is no page. */
function resolveAddress(endpoint: string, variant?: string): string {
  try {
    const url = new URL(endpoint, globalThis.document?.baseURI)
    if (variant) url.searchParams.set('variant', variant)
    return url.href
  } catch {
    return endpoint
  }
}
