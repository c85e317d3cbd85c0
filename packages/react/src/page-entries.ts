'use client'

import type { createTokenSource, TokenSource, TokenSourceOptions } from '@coveo-token/core/browser'

/** The options that may be new functions and objects in every render. */
export type RequestOptions = Pick<TokenSourceOptions, 'fetch' | 'headers'>

/** A token source that the components of one page share by endpoint, variant and session key. */
export interface PageSource extends TokenSource {
  /** Marks the source as used by a mounted provider. Returns a function that ends that. */
  readonly retain: () => () => void
  /** Takes the initial token and, for the requests that follow, `fetch` and `headers` of the render that was committed. */
  readonly prepare: (requests: RequestOptions) => void
}

/** Names the session of an endpoint. */
export interface PageSession {
  readonly address: string
  /** Empty where the application names no session. */
  readonly sessionKey: string
}

/** One source of this page, with its users. */
export interface PageEntry extends PageSession {
  /** The handle that components hold. */
  readonly handle: PageSource
  readonly source: ReturnType<typeof createTokenSource>
  /** The address with the variant. */
  readonly endpoint: string
  /** `fetch` and `headers` of the last committed render of a provider of the session, whichever its variant. */
  requests: RequestOptions
  /** How many mounted providers hold the source. */
  providers: number
}

/** Only effects and subscriptions add to it. On a server it therefore stays empty, whether or not there is a `window`. */
export const pageEntries = new Map<string, PageEntry>()

/** The entries of one session: one for each variant. */
export function entriesOf({ address, sessionKey }: PageSession): PageEntry[] {
  return [...pageEntries.values()].filter((entry) => entry.address === address && entry.sessionKey === sessionKey)
}

/** The renders of initial tokens that this page already took. After a sign-out the page requests a token instead of taking one of them again. */
export const takenTokens = new Set<string>()

/** Ends every source of the page. For tests, which otherwise share tokens with the tests before them. */
export function disposePageSources() {
  for (const { source } of pageEntries.values()) source.dispose()
  pageEntries.clear()
  takenTokens.clear()
}

/**
 * Ends the sources of the endpoint that no provider holds: unused ones, and those of another named session. A component may still wait for
 * the latter, but their next token may be one of another user.
 */
export function endOtherEntries({ address, sessionKey }: PageSession) {
  for (const [key, entry] of pageEntries) {
    if (entry.providers || entry.address !== address) continue
    if (entry.source.isUsed() && (!entry.sessionKey || entry.sessionKey === sessionKey)) continue
    pageEntries.delete(key)
    entry.source.dispose()
  }
}
