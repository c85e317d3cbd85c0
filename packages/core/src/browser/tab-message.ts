import type { TokenResponse } from '../shared/endpoint-contract.ts'
import { isTokenResponse } from './token-response.ts'
import type { SubjectToken } from './token-subject.ts'

/** A message between the tabs of one endpoint. */
export interface TabMessage {
  /** A tab needs a token, sends its token, or signs out. */
  readonly type: 'need' | 'token' | 'sign-out'
  /** The session of the sender, if its application names one. */
  readonly session: string | undefined
  /** The token of the sender, in a message that offers it. */
  readonly response?: TokenResponse | undefined
  /** The user of the sender, in a message about a sign-out. */
  readonly user?: SubjectToken | undefined
  /** When the message was sent, by the wall clock that all tabs share: a frozen tab reads its messages late. */
  readonly sentAt: number
  /** Fingerprint of a token that Coveo rejected and that this one replaces. */
  readonly replaces?: string | undefined
}

/** The token of a message with the lifetime that it has left now; undefined if it has none, or no valid one. */
export function responseInMessage({ response, sentAt }: TabMessage): TokenResponse | undefined {
  const ageSeconds = Math.max(0, Date.now() - sentAt) / 1_000
  const { expiresIn, refreshIn } = Object(response)
  const current = { ...response, expiresIn: expiresIn - ageSeconds, refreshIn: refreshIn - ageSeconds }
  return isTokenResponse(current) ? current : undefined
}
