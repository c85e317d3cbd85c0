'use client'

import { createTokenSource, hasSameSubject, type TokenSource, type TokenSourceOptions } from '@coveo-token/core/browser'
import {
  type PageEntry,
  type PageSource,
  pageEntries,
  type RequestOptions,
  replaceSource,
  retainEntry,
} from './page-entries.ts'

export interface PageSourceOptions
  extends Pick<TokenSourceOptions, 'initialToken' | 'credentials' | 'tabs'>,
    RequestOptions {
  readonly endpoint: string
  readonly sessionKey?: string | undefined
}

/** The renders of initial tokens that this page already took. After a sign-out the page requests a token instead of taking one of them again. */
const takenTokens = new Set<string>()

/**
 * Returns the page's source for an endpoint and a session key. A new one becomes the page's at its first subscription: this function
 * changes nothing and reads no clock, because React may abandon the render that calls it.
 */
export function createPageSource(options: PageSourceOptions): PageSource {
  const { endpoint, sessionKey = '', initialToken, credentials, tabs } = options
  const address = resolveAddress(endpoint)
  const key = `${address} ${sessionKey}`
  const taken = initialToken && `${key} ${initialToken.fingerprint} ${initialToken.expiresIn}`
  const isTaken = () => takenTokens.has(taken as string)
  const known = pageEntries.get(key)
  if (known && !startsAfresh(known)) return known.handle

  let requests: RequestOptions = options
  let isAttached = false
  /** The source until the page shares one. */
  const own = createTokenSource({
    endpoint,
    initialToken: isTaken() ? undefined : initialToken,
    credentials,
    tabs,
    // Read at each request.
    get fetch() {
      return requests.fetch
    },
    get headers() {
      return requests.headers
    },
  })

  /** Whether the page's source is not that of the initial token: it holds another user's token, or no token, or `null` says signed out. */
  function startsAfresh({ source }: PageEntry): boolean {
    const held = source.getSnapshot()
    if (initialToken === undefined) return false
    if (initialToken === null) return held.status !== 'signed-out'
    if (isTaken()) return held.status === 'signed-out'
    return !(held.token && hasSameSubject(initialToken, held))
  }

  /** The page's entry, unless the initial token of this source has yet to replace it. */
  function find(): PageEntry | undefined {
    const entry = pageEntries.get(key)
    return entry && (isAttached || !startsAfresh(entry)) ? entry : undefined
  }

  function attach(): PageEntry {
    let entry = find() ?? pageEntries.get(key)
    if (!entry) {
      entry = { address, handle, source: own, subscriptions: new Set(), providers: 0 }
      pageEntries.set(key, entry)
    } else if (!find()) replaceSource(entry, own)
    if (taken) takenTokens.add(taken)
    isAttached = true
    return entry
  }

  /** For calls without a subscription: they may run on a server, where nothing may be shared. */
  function current(): TokenSource {
    return find()?.source ?? own
  }

  const handle: PageSource = {
    getSnapshot: () => current().getSnapshot(),
    getServerSnapshot: own.getServerSnapshot,
    subscribe(listener) {
      const { source, subscriptions } = attach()
      const subscription = { listener, stop: source.subscribe(listener) }
      subscriptions.add(subscription)
      return () => {
        subscription.stop()
        subscriptions.delete(subscription)
      }
    },
    getToken: (wanted) => current().getToken(wanted),
    renew: () => current().renew(),
    reportRejected: (rejected) => current().reportRejected(rejected),
    signOut: () => current().signOut(),
    dispose() {
      const source = current()
      pageEntries.delete(key)
      source.dispose()
    },
    retain: () => retainEntry(attach()),
    prepare(next) {
      requests = next
      // Before the subscriptions of the same commit, which would otherwise send a request.
      if (initialToken && !pageEntries.has(key)) attach()
    },
  }
  return handle
}

/** Absolute, so that two spellings of one address are one endpoint; unchanged where there is no page. */
function resolveAddress(endpoint: string): string {
  try {
    return new URL(endpoint, globalThis.document?.baseURI).href
  } catch {
    return endpoint
  }
}
