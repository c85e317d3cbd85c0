import type { TokenIssuer } from '@coveo-token/core'
import type { DemoUser } from '../users/demo-user.ts'
import { type DemoOutcome, refuse, sendToEmulator } from './demo-outcome.ts'

/** Options of `revokeCurrentToken`. */
export interface RevokeCurrentTokenOptions {
  tokens: Pick<TokenIssuer<DemoUser>, 'peek'>
  /** The user of the session, whose token is revoked. */
  user: DemoUser | undefined
  /** URL of the emulator; undefined with a real organization. */
  emulatorControl: string | undefined
  /** Default: the global `fetch`. */
  fetch?: typeof globalThis.fetch
}

/**
 * Revokes the cached token of `user` at the emulator, so that the page must recover. The token comes from the server;
 * the browser cannot name one.
 */
export async function revokeCurrentToken(options: RevokeCurrentTokenOptions): Promise<DemoOutcome> {
  const { tokens, user, emulatorControl, fetch } = options
  if (emulatorControl === undefined) {
    return refuse(404, 'no-emulator', 'Only the emulator can be made to refuse a token.')
  }
  if (user === undefined) return refuse(401, 'not-authenticated', 'Sign in first.')
  const issued = tokens.peek(user)
  if (issued === undefined) return refuse(409, 'no-token', 'The server holds no token for you yet.')
  const outcome = await sendToEmulator(`${emulatorControl}/__emulator/revoke`, { body: { token: issued.token }, fetch })
  return outcome.status === 200 ? { status: 204 } : outcome
}
