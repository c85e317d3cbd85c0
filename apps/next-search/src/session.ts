import 'server-only'
import { type DemoUser, findDemoUser } from '@coveo-token/demo-ui/server'
import { getIronSession } from 'iron-session'
import { cookies, headers } from 'next/headers.js'
import { demoSettings } from './settings.ts'

interface SessionData {
  user?: string
}

const days = 24 * 60 * 60

/** The session of the current request: sealed by the server, out of reach of scripts, never sent by other sites. */
export async function openSession() {
  // Next says http here by itself; a proxy that ends TLS says what the browser spoke.
  const secure = (await headers()).get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https'
  return getIronSession<SessionData>(await cookies(), {
    // Named for the app: a browser shares the cookies of one host among all its ports.
    cookieName: 'next-search',
    password: demoSettings().sessionSecret,
    ttl: 7 * days,
    cookieOptions: { httpOnly: true, sameSite: 'lax', secure },
  })
}

/** Whose session the current request belongs to; null for none, and for one that names nobody we know. */
export async function signedInUser(): Promise<DemoUser | null> {
  const { user } = await openSession()
  return findDemoUser(user) ?? null
}
