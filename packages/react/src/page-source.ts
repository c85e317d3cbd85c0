'use client'

import { createTokenSource, hasSameSubject, type TokenSource, type TokenSourceOptions } from '@coveo-token/core/browser'
import {
  addEntry,
  findEntry,
  type PageEntry,
  type PageSource,
  type RequestOptions,
  removeEntry,
  replaceSource,
  retainEntry,
} from './page-entries.ts'

export interface PageSourceOptions
  extends Pick<TokenSourceOptions, 'initialToken' | 'credentials' | 'tabs'>,
    RequestOptions {
  readonly endpoint: string
  readonly sessionKey?: string | undefined
}

/** Initial tokens that this page already took. After a sign-out the page requests a token instead of taking one of them again. */
const takenTokens = new Set<string>()

/**
 * Returns the page's source for an endpoint and a session key. A new one becomes the page's at its first subscription: this function
 * changes nothing and reads no clock, because React may abandon the render that calls it.
 */
export function createPageSource(options: PageSourceOptions): PageSource {
  const { initialToken } = options
  const address = resolveAddress(options.endpoint)
  const key = `${address} ${options.sessionKey ?? ''}`
  const existing = findEntry(key)
  if (existing && !startsAfresh(existing)) return existing.shared

  let requests: RequestOptions = options
  let isAttached = false
  /** The source until the page shares one. */
  const own = createTokenSource({
    endpoint: options.endpoint,
    initialToken: isTaken() ? undefined : initialToken,
    credentials: options.credentials,
    tabs: options.tabs,
    fetch: (url, init) => (requests.fetch ?? fetch)(url, init),
    headers: () => {
      const { headers = {} } = requests
      return typeof headers === 'function' ? headers() : headers
    },
  })

  /** Whether the page's source is not that of the initial token: it holds another user's token, or no token, or `null` says signed out. */
  function startsAfresh(entry?: PageEntry): boolean {
    if (initialToken === undefined) return false
    const held = entry?.source.getSnapshot()
    if (initialToken === null) return held?.status !== 'signed-out'
    if (isTaken()) return held?.status === 'signed-out'
    return !(held?.token && hasSameSubject(initialToken, held))
  }

  function isTaken(): boolean {
    return !!initialToken && takenTokens.has(`${key} ${initialToken.fingerprint}`)
  }

  /** The page's entry, unless the initial token of this source has yet to replace it. */
  function find(): PageEntry | undefined {
    const entry = findEntry(key)
    return entry && (isAttached || !startsAfresh(entry)) ? entry : undefined
  }

  function attach(): PageEntry {
    let entry = find()
    if (!entry) {
      entry = findEntry(key)
      if (entry) replaceSource(entry, own)
      else entry = addEntry(key, { address, shared, source: own })
    }
    if (initialToken) takenTokens.add(`${key} ${initialToken.fingerprint}`)
    isAttached = true
    return entry
  }

  /** For calls without a subscription: they may run on a server, where nothing may be shared. */
  function current(): TokenSource {
    return find()?.source ?? own
  }

  const shared: PageSource = {
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
      removeEntry(key)
      source.dispose()
    },
    retain: () => retainEntry(attach()),
    prepare(next) {
      requests = next
      // Before the subscriptions of the same commit, which would otherwise send a request.
      if (initialToken && !findEntry(key)) attach()
    },
  }
  return shared
}

/** Absolute, so that two spellings of one address are one endpoint; unchanged where there is no page. */
function resolveAddress(endpoint: string): string {
  try {
    return new URL(endpoint, globalThis.document?.baseURI).href
  } catch {
    return endpoint
  }
}
