import type { TokenAnswer } from '../shared/endpoint-contract.ts'
import type { TokenSnapshot } from './token-snapshot.ts'

/** Connects the token sources of several tabs. `tabChannel()` makes one. */
export interface TabLink {
  connect(peer: TabPeer): TabConnection
}

/** One tab's token source, as the link sees it. */
export interface TabPeer {
  readonly endpoint: string
  state(): TabState
  /** Takes another tab's token as its own. */
  adopt(answer: TokenAnswer): void
  /** Signs out, because another tab did. */
  leave(): void
}

export interface TabState {
  snapshot: TokenSnapshot
  /** Life that the token has left, in milliseconds. */
  leftMs: number
  /** Milliseconds until the token is due for renewal; negative when it is overdue. */
  dueMs: number
  /** Fingerprint of the held token, if Coveo refused it. */
  rejected: string | undefined
  /** Whether this tab is waiting for a token. */
  asking: boolean
}

export interface TabRenewal {
  /** Whether another tab's token would do. */
  ask: boolean
  /** Whether a token has arrived meanwhile. */
  done(): boolean
  /** Asks the endpoint. */
  work(): Promise<void>
}

export interface TabConnection {
  /** Gets a token from another tab, or runs `work` in one tab while the others wait for its answer for a moment. */
  renew(renewal: TabRenewal): Promise<void>
  /** Gives this tab's token to all others. */
  announce(replaces?: string): void
  signOut(): void
  close(): void
}
