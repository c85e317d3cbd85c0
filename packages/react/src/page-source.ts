'use client'

import { createTokenSource, type TokenSource, type TokenSourceOptions } from '@coveo-token/core/browser'
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
  const key = `${address} ${variant} ${sessionKey}`
  const taken = initialToken && `${key} ${initialToken.fingerprint} ${initialToken.expiresIn}`
  const isTaken = () => takenTokens.has(taken as string)
  const known = pageEntries.get(key)
  if (known && !startsAfresh(known)) return known.handle

  let isAttached = false
  // The source reads `fetch` and `headers` at each request.
  const current = { ...options, endpoint, initialToken: isTaken() ? undefined : initialToken }
  /** The source until the page shares one. */
  const own = createTokenSource(current)

  /** Whether the page's source is not that of the initial token: it holds another user's token, or no token, or `null` says signed out. */
  function startsAfresh({ source }: PageEntry): boolean {
    if (isTaken()) return source.getSnapshot().status === 'signed-out'
    return !source.matches(initialToken)
  }

  /** The page's entry, unless the initial token of this source has yet to replace it. */
  function find(): PageEntry | undefined {
    const entry = pageEntries.get(key)
    return entry && (isAttached || !startsAfresh(entry)) ? entry : undefined
  }

  function attach(): PageEntry {
    let entry = pageEntries.get(key)
    if (!entry) {
      entry = { address, handle, source: own, users: 0 }
      pageEntries.set(key, entry)
    } else if (!find()) entry.source.restart(isTaken() ? undefined : initialToken)
    if (taken) takenTokens.add(taken)
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
    subscribe(listener) {
      const entry = attach()
      entry.users++
      const stop = entry.source.subscribe(listener)
      return () => {
        entry.users--
        stop()
      }
    },
    getToken: (wanted) => shared().getToken(wanted),
    renew: () => shared().renew(),
    reportRejected: (rejected) => shared().reportRejected(rejected),
    signOut: () => shared().signOut(),
    dispose: () => shared().dispose(),
    retain() {
      const entry = attach()
      entry.users++
      endUnusedEntries(address)
      return () => {
        entry.users--
      }
    },
    prepare(next) {
      Object.assign(current, next)
      // Before the subscriptions of the same commit, which would otherwise send a request.
      if (initialToken && !pageEntries.has(key)) attach()
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
