import 'server-only'
import { type DemoUser, findDemoUser } from '@coveo-token/demo/server'
import { getIronSession } from 'iron-session'
import { cookies, headers } from 'next/headers.js'
import { demoSettings } from './settings.ts'

interface SessionData {
  user?: string
}

const days = 24 * 60 * 60

/** The session of the current request: a sealed, HttpOnly, SameSite=Lax cookie. */
export async function openSession() {
  // Next reports http here; a proxy that terminates TLS reports the browser's protocol.
  const secure = (await headers()).get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https'
  return getIronSession<SessionData>(await cookies(), {
    // Named for the app: browsers share the cookies of one host between all its ports.
    cookieName: 'next-search',
    password: demoSettings().sessionSecret,
    ttl: 7 * days,
    cookieOptions: { httpOnly: true, sameSite: 'lax', secure },
  })
}

/** The user of the current session; null without a session, or for an unknown user. */
export async function signedInUser(): Promise<DemoUser | null> {
  const { user } = await openSession()
  return findDemoUser(user) ?? null
}
