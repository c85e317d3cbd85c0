import 'server-only'
import { type DemoUser, findDemoUser } from '@coveo-token/demo-ui/server'
import { getIronSession } from 'iron-session'
import { cookies } from 'next/headers.js'
import { demoSettings } from './settings.ts'

interface SessionData {
  user?: string
}

const days = 24 * 60 * 60

/** The session of the current request: sealed by the server, out of reach of scripts, never sent by other sites. */
export async function openSession() {
  return getIronSession<SessionData>(await cookies(), {
    // Named for the app: a browser shares the cookies of one host among all its ports.
    cookieName: 'next-search',
    password: demoSettings().sessionSecret,
    ttl: 7 * days,
    // The examples are served over plain HTTP on this machine; behind HTTPS this has to be true.
    cookieOptions: { httpOnly: true, sameSite: 'lax', secure: false },
  })
}

/** Whose session the current request belongs to; null for none, and for one that names nobody we know. */
export async function signedInUser(): Promise<DemoUser | null> {
  const { user } = await openSession()
  return findDemoUser(user) ?? null
}
