import { type DemoUser, findDemoUser } from '../users/demo-user.ts'

const path = '/api/session'

/** Opens a session for `user`; the server answers with an HttpOnly cookie that no script can read. */
export async function signIn(user: DemoUser['id']): Promise<void> {
  await send({ method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ user }) })
}

/** Ends the session on the server. */
export async function signOut(): Promise<void> {
  await send({ method: 'DELETE' })
}

/** Who the session belongs to now; null when there is none. */
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
