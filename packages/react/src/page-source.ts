'use client'

import {
  createTokenSource,
  type TokenResponse,
  type TokenSource,
  type TokenSourceOptions,
} from '@coveo-token/core/browser'
import {
  endUnusedEntries,
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
}

/**
 * Returns the page's source for an endpoint, a variant and a session key. A new one becomes the page's at its first subscription: this function
 * changes nothing and reads no clock, because React may abandon the render that calls it.
 */
export function createPageSource(options: PageSourceOptions): PageSource {
  const { endpoint: path = '/api/coveo-token', variant, sessionKey = '', initialToken } = options
  const address = resolveAddress(path)
  const endpoint = variant ? resolveAddress(path, variant) : path
  const key = JSON.stringify([address, variant, sessionKey])
  const known = pageEntries.get(key)
  if (known && !startsAfresh(known)) return known.handle

  let isAttached = false
  // The source reads `fetch` and `headers` at each request.
  const requests = { ...options, endpoint, initialToken: freshToken() }
  /** The source until the page shares one. */
  const own = createTokenSource(requests)

  /** The initial token, unless the page took it before, or has a later one: what a page shows again may be from before a sign-out. */
  function freshToken() {
    const isOld =
      initialToken && (takenTokens.has(renderId(initialToken)) || pageEntries.get(key)?.source.isOutdated(initialToken))
    return isOld ? undefined : initialToken
  }

  function renderId({ fingerprint, expiresIn }: TokenResponse) {
    return `${key} ${fingerprint} ${expiresIn}`
  }

  /** Whether the page's source is not that of the initial token: it holds another user's token, or no token, or `null` says signed out. */
  function startsAfresh({ source }: PageEntry): boolean {
    const fresh = freshToken()
    return fresh === initialToken ? !source.matches(fresh) : source.getSnapshot().status === 'signed-out'
  }

  /** The page's entry, unless the initial token of this source has yet to replace it. */
  function find(): PageEntry | undefined {
    const entry = pageEntries.get(key)
    return entry && (isAttached || !startsAfresh(entry)) ? entry : undefined
  }

  function attach(): PageEntry {
    let entry = pageEntries.get(key)
    if (!entry) {
      // The page may have ended its entry while these components were hidden.
      if (isAttached) own.restart()
      entry = { address, handle, source: own, requests, users: 0 }
      pageEntries.set(key, entry)
    } else if (!find()) entry.source.restart(freshToken())
    // The token of its own would outlast a sign-out.
    if (entry.source !== own) own.dispose()
    if (initialToken) takenTokens.add(renderId(initialToken))
    isAttached = true
    return entry
  }

  /** For calls without a subscription: they may run on a server, where nothing may be shared. */
  function shared(): TokenSource {
    return find()?.source ?? own
  }

  /** Counts a use of the entry. Returns how to end it. */
  function use(entry: PageEntry) {
    entry.users++
    let isUsed = true
    return () => {
      if (isUsed) entry.users--
      isUsed = false
    }
  }

  const handle: PageSource = {
    getSnapshot: () => shared().getSnapshot(),
    getServerSnapshot: own.getServerSnapshot,
    subscribe(listener) {
      const entry = attach()
      const leave = use(entry)
      const stop = entry.source.subscribe(listener)
      return () => {
        leave()
        stop()
      }
    },
    getToken: (wanted) => shared().getToken(wanted),
    renew: () => shared().renew(),
    reportRejected: (rejected) => shared().reportRejected(rejected),
    signOut: () => shared().signOut(),
    dispose: () => shared().dispose(),
    retain() {
      const leave = use(attach())
      endUnusedEntries(address)
      return leave
    },
    prepare(next) {
      // Before the subscriptions of the same commit, which would otherwise send a request.
      if (initialToken && !pageEntries.has(key)) attach()
      Object.assign(pageEntries.get(key)?.requests ?? requests, next)
    },
  }
  return handle
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
