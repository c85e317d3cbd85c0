import type { TokenAnswer } from '../shared/endpoint-contract.ts'

/** Connects the token sources of several tabs. `tabChannel()` makes one. */
export interface TabLink {
  connect(peer: TabPeer): TabConnection
}

/** One tab's token source, as the link sees it. */
export interface TabPeer {
  readonly endpoint: string
  /** The token to give to a tab that asks, if there is one. */
  share(): { answer: TokenAnswer; leftMs: number } | undefined
  /** Another tab's token. `trusted`: it is known to belong to the same session. `replaces`: fingerprint of the refused one. */
  take(answer: TokenAnswer, trusted: boolean, replaces: string | undefined): void
  /** Another tab signed out. */
  signOut(): void
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
  announce(replaces: string | undefined): void
  signOut(): void
  close(): void
}
