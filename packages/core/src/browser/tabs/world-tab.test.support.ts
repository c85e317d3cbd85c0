import type { RestartableSource } from '../token-source-contract.ts'

/** A request that waits for its response. */
export interface PendingRequest {
  /** The user whose cookie the request carries. */
  readonly user: string | undefined
  readonly method: string
  /** Place of the request in the order of everything that happened. */
  readonly order: number
  readonly settle: (response: Response) => void
}

/** A message that waits to be read. */
export interface Message {
  readonly data: { readonly type: string; readonly response?: { readonly token: string } }
  readonly order: number
}

/** One tab of a small world. */
export interface WorldTab {
  readonly source: RestartableSource
  readonly pending: PendingRequest[]
  readonly requestTimes: number[]
  /** A frozen tab reads its messages when it thaws. */
  isFrozen: boolean
  readonly inbox: Message[]
  readonly read: (message: Message) => void
  /** A page in the back-forward cache gets no messages. */
  isHidden: boolean
  /** The last event after which another user may be there, and its place in the order. */
  change: { readonly name: 'sign-out' | 'sign-in' | 'restore'; readonly order: number }
  /** The token that another tab announced last, and how many requests this tab had sent before. */
  told: { readonly token: string; readonly requests: number } | undefined
  /** The token of the last check, and the user of the last token. */
  token: string | undefined
  user: string | undefined
  /** Calls of `renew()`, `reportRejected()` and `getToken()` that have not settled. */
  waits: number
  /** Ends the wait for `getToken()`. */
  leaving: AbortController | undefined
}
