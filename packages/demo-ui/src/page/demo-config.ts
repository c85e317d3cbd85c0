import type { TokenKind } from '@coveo-token/core/browser'

/** What the page has to know before anybody signs in. Nothing in it is secret. */
export interface DemoConfig {
  organizationId: string
  /** Which of Coveo's two tokens the server hands out. */
  kind: TokenKind
  /** Where Headless searches instead of Coveo's own host: the emulator, or a proxy. */
  searchBaseUrl?: string
  /** Headless's word for the platform: `hipaa` has hosts of its own. */
  environment: 'prod' | 'hipaa'
  /** Whether the server can make Coveo refuse a token: only with the emulator. */
  canReject: boolean
}
