import type { TokenIssuer } from '@coveo-token/core'
import type { Problem } from '@coveo-token/core/adapter'
import type { DemoUser } from '../users/demo-user.ts'
import { problem } from './problem.ts'

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
 * the browser cannot name one. Returns the response to send.
 */
export async function revokeCurrentToken(
  options: RevokeCurrentTokenOptions,
): Promise<{ status: 204 } | { status: number; problem: Problem }> {
  const { tokens, user, emulatorControl } = options
  const send = options.fetch ?? ((input, init) => globalThis.fetch(input, init))
  if (emulatorControl === undefined) {
    return refuse(404, 'no-emulator', 'Only the emulator can be made to refuse a token.')
  }
  if (user === undefined) return refuse(401, 'not-authenticated', 'Sign in first.')
  const issued = tokens.peek(user)
  if (issued === undefined) return refuse(409, 'no-token', 'The server holds no token for you yet.')
  try {
    const answer = await send(`${emulatorControl}/__emulator/revoke`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ token: issued.token }),
      signal: AbortSignal.timeout(5000),
    })
    await answer.body?.cancel()
    if (answer.ok) return { status: 204 }
  } catch {
    // Handled below like any other failure: the reason would only repeat the emulator's URL.
  }
  return refuse(502, 'emulator-unavailable', 'The emulator did not take the order. Is it still running?')
}

function refuse(status: 401 | 404 | 409 | 502, code: string, detail: string) {
  return { status, problem: problem({ status, code, detail }) }
}
