/** Which of Coveo's two tokens: a search token (slug 56) or a platform token (slug n3ge0020). */
export type TokenKind = 'search' | 'platform'

/** What the token endpoint answers with status 200, to GET and to POST alike. */
export interface TokenResponse {
  token: string
  kind: TokenKind
  organizationId: string
  /** Whole seconds of life left when the answer was sent. */
  expiresIn: number
  /** Whole seconds after which the browser should ask for the next token, counted like `expiresIn`. */
  refreshIn: number
  /** First 16 characters of base64url(SHA-256(token)): safe to log, and what a rejection is reported by. */
  fingerprint: string
}

/** The body of a POST: "Coveo refused the token with this fingerprint". */
export interface RejectionReport {
  rejected: string
}

/** An RFC 9457 problem, sent as `application/problem+json`. */
export interface Problem {
  type: string
  title: string
  status: number
  code: string
  detail: string
}
