import { createCookieSessionStorage } from 'react-router'

/** Your session: here a signed cookie. */
export const sessions = createCookieSessionStorage<{ email: string }>({
  cookie: { name: 'session', httpOnly: true, sameSite: 'lax', secrets: [process.env.SESSION_SECRET ?? 'development'] },
})

export async function readEmail(request: Request): Promise<string | null> {
  const session = await sessions.getSession(request.headers.get('cookie'))
  return session.get('email') ?? null
}
