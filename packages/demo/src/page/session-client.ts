import { type DemoUser, findDemoUser } from '../users/demo-user.ts'

const path = '/api/session'

/** Creates a session for `user`; the server sets an HttpOnly cookie. */
export async function signIn(user: DemoUser['id']): Promise<void> {
  await send({ method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ user }) })
}

/** Deletes the session on the server. */
export async function signOut(): Promise<void> {
  await send({ method: 'DELETE' })
}

/** The user of the current session; null without one. */
export async function readSession(): Promise<DemoUser | null> {
  const session: unknown = JSON.parse(await send({ method: 'GET' }))
  const id = typeof session === 'object' && session !== null && 'user' in session ? session.user : null
  return findDemoUser(id) ?? null
}

/** Returns the body, always read: an unread body keeps its connection busy. */
async function send(init: RequestInit): Promise<string> {
  const response = await fetch(path, { ...init, cache: 'no-store' })
  const body = await response.text()
  if (!response.ok) throw new Error(`${init.method} ${path} returned ${response.status}.`)
  return body
}
