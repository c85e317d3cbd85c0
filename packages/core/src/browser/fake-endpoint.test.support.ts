import { vi } from 'vitest'
import type { SourceTiming } from './token-clock.ts'
import { createTokenSource } from './token-source.ts'
import type { TokenSource, TokenSourceOptions } from './token-source-contract.ts'

const hour = { expiresIn: 3480, refreshIn: 2710 }

let minted = 0
let made: TokenSource[] = []

export function startTime() {
  vi.useFakeTimers()
  minted = 0
  made = []
}

export function stopTime() {
  for (const source of made) source.dispose()
  vi.useRealTimers()
}

export function jwt(user: string, count: number) {
  return `${btoa('{}')}.${btoa(JSON.stringify({ userIds: [{ name: user }], count })).replace(/=+$/, '')}.sig`
}

export function answer(changes: object = {}, user = 'alice') {
  minted++
  const token = jwt(user, minted)
  return Response.json({
    token,
    kind: 'search',
    organizationId: 'acme',
    fingerprint: `f${minted}`,
    subject: user,
    ...hour,
    ...changes,
  })
}

export function endpoint(reply: (init: RequestInit) => Response | Promise<Response> = () => answer()) {
  return vi.fn(async (_url: string, init: RequestInit) => reply(init))
}

export function make(fetch: ReturnType<typeof endpoint>, options: TokenSourceOptions & Partial<SourceTiming> = {}) {
  const timing: Partial<SourceTiming> = { random: () => 0.999 }
  const source = createTokenSource({ endpoint: '/api/coveo-token', fetch, ...timing, ...options })
  made.push(source)
  return source
}

export async function pass(ms: number) {
  await vi.advanceTimersByTimeAsync(ms)
}

export function setVisibility(state: 'hidden' | 'visible') {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state)
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(state === 'hidden')
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
}
