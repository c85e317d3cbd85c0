import type { IncomingMessage, ServerResponse } from 'node:http'
import { getIronSession } from 'iron-session'

/** Your session: here an encrypted cookie. */
export function readSession(req: IncomingMessage, res: ServerResponse) {
  return getIronSession<{ user?: { email: string } }>(req, res, {
    cookieName: 'session',
    password: process.env.SESSION_SECRET ?? 'development only: at least 32 characters',
    cookieOptions: { secure: process.env.SESSION_SECRET !== undefined },
  })
}
