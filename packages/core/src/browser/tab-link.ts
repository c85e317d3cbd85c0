import type { TokenResponse } from '../shared/endpoint-contract.ts'
import type { TokenSnapshot } from './token-snapshot.ts'

/** Connects the token sources of several tabs. `createTabChannel()` makes one. */
export interface TabLink {
  /** Takes part in nothing before the connection is used. */
  connect(peer: TabPeer): TabConnection
}

/** One tab's token source, as the link sees it. */
export interface TabPeer {
  readonly endpoint: string
  getSnapshot(): TokenSnapshot
  /** Life that the token has left, in milliseconds: exactly 0 when Coveo refused it, negative without a token. */
  remainingMs(): number
  isRejected(): boolean
  /** Takes another tab's token as its own. */
  adopt(answer: TokenResponse & Pick<TokenSnapshot, 'origin'>): void
  /** Signs out, because another tab did. */
  leave(): void
}

export interface TabConnection {
  /** Listens to other tabs. */
  open(): void
  /**
   * Gets a token from another tab, or runs `ask`, which asks the endpoint, in one tab while the others wait for its answer for a
   * moment. With `direct`, no tab is asked first.
   */
  renew(ask: () => Promise<void>, direct?: boolean): Promise<void>
  signOut(): void
  close(): void
}
