import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Emulator } from '@coveo-token/emulator'
import { expect, onTestFinished } from 'vitest'
import type { GuideApp } from './guide-app.test.support.ts'

export const endpoint = '/api/coveo-token'

export interface TokenBody {
  token: string
  organizationId: string
  guest?: true
}

/** The name of the first identity in a token. */
export function nameIn(token: string): string {
  return JSON.parse(atob(token.split('.')[1] ?? '')).userIds[0].name
}

/** Signs in at the path, and returns the cookies of the session. */
export async function signIn(send: (path: string) => Promise<Response>, path = '/login'): Promise<string> {
  const response = await send(path)
  const cookies = response.headers.getSetCookie().map((text) => text.split(';')[0])
  return cookies.join('; ')
}

export function mintsOf(coveo: Emulator): number {
  return coveo.requests.filter(({ route }) => route === 'searchToken').length
}

/** A browser's requests to one server; redirects are not followed. */
export function sendTo(origin: string) {
  return (path: string, headers: Record<string, string> = {}) => fetch(origin + path, { headers, redirect: 'manual' })
}

export type Send = ReturnType<typeof sendTo>

/** The promise of the guide: 401 without a session, a token of the user with one, and one mint for several requests. */
export async function expectTokens({ coveo }: GuideApp, send: Send, path = endpoint) {
  const before = await send(path)
  expect([before.status, before.headers.get('cache-control')]).toEqual([401, 'private, no-store'])
  expect(mintsOf(coveo)).toBe(0)
  const cookie = await signIn(send)
  const responses = await Promise.all([send(path, { cookie }), send(path, { cookie })])
  const bodies = (await Promise.all(responses.map((response) => response.json()))) as TokenBody[]
  expect(responses.map(({ status }) => status)).toEqual([200, 200])
  expect(bodies.map(({ token }) => nameIn(token))).toEqual(['asmith@example.com', 'asmith@example.com'])
  expect(mintsOf(coveo)).toBe(1)
  return { cookie, token: bodies[0]?.token ?? '' }
}

export type Listener = (req: IncomingMessage, res: ServerResponse) => unknown

/** Starts a server on a free port, until the test ends. */
export async function listen(listener: Listener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
