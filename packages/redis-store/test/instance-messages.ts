export interface InstanceOptions {
  /** The socket of Redis. */
  readonly path: string
  /** The ports of a cluster, in place of the socket. */
  readonly clusterPorts?: readonly number[] | undefined
  readonly secrets: string[]
  /** The current one first. */
  readonly apiKeys: readonly [current: string, previous?: string]
  readonly mintTimeoutMs: number
  /** How long Redis may be silent, in milliseconds: long, so that a busy machine changes no count. */
  readonly timeoutMs: number
  /** How far the clock of this instance is ahead, in milliseconds. */
  readonly clockOffsetMs: number
}

export interface InstanceRequest {
  readonly id: number
  readonly type: 'issue' | 'invalidate' | 'report'
  readonly user: string
  readonly fingerprint?: string | undefined
}

/** The response of Coveo to the call with this number. */
export interface MintReply {
  readonly call: number
  readonly status: number
  readonly token?: string | undefined
}

/** Sent by an instance: a mint that it starts, the outcome of a request, an error of the store. */
export type InstanceMessage =
  | { readonly ready: true }
  | { readonly mint: number; readonly user: string; readonly apiKey: string }
  | { readonly storeError: string }
  | { readonly id: number; readonly result?: IssuedMessage; readonly code?: string }

export interface IssuedMessage {
  readonly token: string
  readonly outcome: string
  readonly fingerprint: string
  readonly expiresAt: number
}
