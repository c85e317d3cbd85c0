import type { TokenKind } from '@coveo-token/core/browser'

/** The page's public configuration. Contains no secrets. */
export interface DemoConfig {
  organizationId: string
  /** The kind of token that the server issues. */
  kind: TokenKind
  /** Search URL for Headless in place of Coveo's host: the emulator, or a proxy. */
  searchBaseUrl?: string
  /** The environment option of Headless: `hipaa` has its own hosts. */
  environment: 'prod' | 'hipaa'
  /** How long the server may look for a user's token, and as long again for the first results, in milliseconds. */
  renderDeadlineMs: number
  /** URL of the emulator's control room; undefined with a real organization. */
  emulatorUrl?: string
}
