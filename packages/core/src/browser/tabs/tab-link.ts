import type { TokenResponse } from '../../shared/endpoint-contract.ts'
import type { TimedResponse, TokenLifetime } from '../token-lifetime.ts'
import type { TokenSnapshot } from '../token-snapshot.ts'
import type { WakeEvent } from '../wake-events.ts'

/** The private key of a link: only `createTabChannel()` makes links, and only a token source uses them. */
export const connect: unique symbol = Symbol('connect')

/** Connects the token sources of several tabs. `createTabChannel()` creates one. */
export interface TabLink {
  readonly [connect]: (peer: TabPeer) => TabConnection
}

/** The token source of one tab, as the link uses it. */
export interface TabPeer {
  readonly endpoint: string | undefined
  /** The clock of the source. */
  readonly clock: () => number
  readonly getSnapshot: () => TokenSnapshot
  /** The current token as the endpoint sent it. Undefined without one. */
  readonly held: () => TimedResponse | undefined
  /** The last response that brought a token, also when the token is gone. */
  readonly last: () => TimedResponse | undefined
  /** The current token, unless it is rejected or doubtful. */
  readonly usable: () => (TimedResponse & Pick<TokenLifetime, 'expiresAt'>) | undefined
  /** Fingerprint of the token, if Coveo rejected it. */
  readonly rejected: () => string | undefined
  /** When the user last changed, as far as the source knows, by its clock. */
  readonly changedAt: () => number
  /** Takes another tab's token as its own. */
  readonly adopt: (next: TimedResponse, origin: 'tab') => void
  /** Signs out, because another tab did. */
  readonly signOut: () => void
  /** Requests a token that confirms the user, because another tab has another one. */
  readonly check: (event: WakeEvent) => void
}

export interface TabConnection {
  /** Opens the channel, and announces the user of this tab. */
  readonly open: () => void
  /**
   * Takes a token from another tab, or calls `request` in one tab while the others wait. An explicit renewal takes no token that
   * another tab holds already.
   */
  readonly renew: (request: () => Promise<void>, isExplicit: boolean) => Promise<void>
  /** Announces the user of the next token, also where another tab has announced one: the user may have signed in here. */
  readonly signIn: () => void
  /** Corrects the other tabs: no user is signed in. */
  readonly deny: () => void
  /** Whether a response of the endpoint is not for the user of this page's session, unlike the last one. */
  readonly isForeign: (response: TokenResponse) => boolean
  readonly signOut: () => void
  readonly close: () => void
}
