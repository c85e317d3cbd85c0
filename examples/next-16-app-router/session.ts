import { getIronSession } from 'iron-session'
import { cookies } from 'next/headers'

/** Your session: here an encrypted cookie. */
export async function readSession() {
  return getIronSession<{ user?: { email: string } }>(await cookies(), {
    cookieName: 'session',
    password: process.env.SESSION_SECRET ?? 'development only: at least 32 characters',
    cookieOptions: { secure: process.env.SESSION_SECRET !== undefined },
  })
}
