import type { TokenResponse } from '../shared/endpoint-contract.ts'
import {
  isOverdue,
  type TakenResponse,
  type TimedResponse,
  type TokenLifetime,
  tokenLifetime,
} from './token-lifetime.ts'

/** A response whose token a source took, and the lifetime of that token. */
export type RecordedToken = TakenResponse & TokenLifetime

export interface TokenRecord {
  /** The last response that brought a token, also when the token is gone. */
  readonly last: () => RecordedToken | undefined
  /** The first response that brought a token. */
  readonly first: () => TokenResponse | undefined
  /** Records a response. Returns its token's lifetime. */
  readonly take: (next: TimedResponse) => RecordedToken
  readonly isExpired: () => boolean
  /** Records that Coveo rejected the last token. */
  readonly reject: () => void
  readonly isRejected: () => boolean
  /** Records that the user may have changed meanwhile: only a later response confirms the last token. */
  readonly doubt: () => void
  /** Whether the last token is neither rejected nor in doubt. */
  readonly isConfirmed: () => boolean
  /** Whether a response is older than the last one, by the count of the endpoint. */
  readonly isOutdated: (response: TokenResponse) => boolean
  /** The next response counts as the first one. */
  readonly forgetFirst: () => void
}

/** The tokens of a source by their responses: the last one, and how far it can be relied on. Publishes nothing. */
export function createTokenRecord(clock: () => number): TokenRecord {
  let last: RecordedToken | undefined
  let first: TokenResponse | undefined
  let rejected: string | undefined
  let confirmedAt = 0
  let doubtedAt = 0

  const isRejected = () => rejected !== undefined && last?.response.fingerprint === rejected

  return {
    last: () => last,
    first: () => first,
    take(next) {
      // Of several responses with one token the first one counts: a later one may come from a cache.
      const same = last?.response.fingerprint === next.response.fingerprint ? last : undefined
      const lifetime = tokenLifetime(next)
      const expiresAt = Math.min(lifetime.expiresAt, same?.expiresAt ?? lifetime.expiresAt)
      last = { takenAt: clock(), ...next, ...same, ...lifetime, expiresAt }
      first ??= last.response
      confirmedAt = next.requestedAt
      return last
    },
    isExpired: () => !last || clock() >= last.expiresAt,
    reject() {
      rejected = last?.response.fingerprint
    },
    isRejected,
    doubt() {
      doubtedAt = clock()
    },
    isConfirmed: () => !isRejected() && confirmedAt >= doubtedAt,
    isOutdated: (response) => !!last && isOverdue({ response, requestedAt: clock() }, last),
    forgetFirst() {
      first = undefined
    },
  }
}
