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
  const answer: unknown = await (await send({ method: 'GET' })).json()
  const id = typeof answer === 'object' && answer !== null && 'user' in answer ? answer.user : null
  return findDemoUser(id) ?? null
}

async function send(init: RequestInit): Promise<Response> {
  const response = await fetch(path, { ...init, cache: 'no-store' })
  if (!response.ok) throw new Error(`${init.method} ${path} answered ${response.status}.`)
  return response
}
