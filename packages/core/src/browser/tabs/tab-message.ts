import type { TokenResponse } from '../../shared/endpoint-contract.ts'
import { isTokenResponse } from '../requests/token-response.ts'
import type { TimedResponse } from '../token-lifetime.ts'
import type { TokenSnapshot } from '../token-snapshot.ts'

/** A message between the tabs of one endpoint. */
export interface TabMessage {
  /** A tab needs a token, offers its own, announces its user, corrects an announcement, or signs out. A correction without a token: no user is signed in. */
  readonly type: 'need' | 'token' | 'user' | 'correction' | 'sign-out'
  /** The session of the sender, if its application names one. */
  readonly session: string | undefined
  /** The query of the sender's endpoint, which names the variant of its token. */
  readonly query: string | undefined
  /** The token of the sender as the endpoint sent it: offered, or that of the user who signed in or signs out. */
  readonly response?: TokenResponse | undefined
  /** When the sender requested that token, by the wall clock that all tabs share: a frozen tab reads its messages late. */
  readonly requestedAt?: number | undefined
  /** Fingerprint of the token that this one replaces: one that Coveo rejected, or one of the user before. */
  readonly replaces?: string | undefined
  /** Where the sender has that token from. */
  readonly origin?: TokenSnapshot['origin']
}

/** The token that a message offers, by the receiver's clock; undefined if there is none, or no valid one. */
export function offeredResponse({ response, requestedAt }: TabMessage, clock: () => number): TimedResponse | undefined {
  const ageMs = Math.max(0, Date.now() - Number(requestedAt))
  const isValid = isTokenResponse(response) && response.expiresIn * 1_000 - ageMs >= 1_000
  return isValid ? { response, requestedAt: clock() - ageMs } : undefined
}
