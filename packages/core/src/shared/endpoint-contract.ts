/**
 * Which of Coveo's two tokens.
 *
 * @see https://docs.coveo.com/en/56 search tokens
 * @see https://docs.coveo.com/en/n3ge0020 platform tokens
 */
export type TokenKind = 'search' | 'platform'

/** The body of the token endpoint's 200 response, to GET and POST alike. */
export interface TokenResponse {
  token: string
  kind: TokenKind
  organizationId: string
  /** Whole seconds of lifetime left when the response was sent. */
  expiresIn: number
  /** Whole seconds after which the browser should request the next token, counted like `expiresIn`. */
  refreshIn: number
  /** First 16 characters of base64url(SHA-256(token)): safe to log, and the value that rejection reports carry. */
  fingerprint: string
  /** Names user and grant: equal exactly where both are equal. */
  subject?: string | undefined
  /** True for the token of visitors who are not signed in; otherwise absent. */
  guest?: boolean | undefined
  /** The user's session key, as the page names it for its tabs. Absent unless the server has the option `sessionKey`. */
  sessionKey?: string | undefined
  /** Base URL of a Search API on the server's own machine, such as the emulator; otherwise absent. */
  searchBaseUrl?: string | undefined
}

/** The body of a POST: reports that Coveo rejected the token with this fingerprint. */
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
