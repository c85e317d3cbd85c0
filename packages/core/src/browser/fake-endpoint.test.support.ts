import { vi } from 'vitest'
// The words of faults, loaded beforehand: a dynamic import takes real time, and these tests move the clock.
import './endpoint-failure.ts'
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
    ...hour,
    ...changes,
  })
}

export function endpoint(reply: (init: RequestInit) => Response | Promise<Response> = () => answer()) {
  return vi.fn(async (_url: string, init: RequestInit) => reply(init))
}

export function make(fetch: ReturnType<typeof endpoint>, options: Partial<TokenSourceOptions> = {}) {
  const source = createTokenSource({ endpoint: '/api/coveo-token', fetch, random: () => 0.999, ...options })
  made.push(source)
  return source
}

export async function pass(ms: number) {
  await vi.advanceTimersByTimeAsync(ms)
  await vi.dynamicImportSettled()
  await vi.advanceTimersByTimeAsync(0)
}

export function setVisibility(state: 'hidden' | 'visible') {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state)
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(state === 'hidden')
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
}
