import { NextRequest } from 'next/server.js'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Backends, startBackends } from '../../../packages/demo/test/start-backends.ts'
import { hasRedisServer } from '../../../packages/redis-store/test/redis-server.ts'

vi.mock('server-only', () => ({}))
vi.mock('./session.ts', async () => {
  const { findDemoUser } = await import('@coveo-token/demo/server')
  return { signedInUser: async () => findDemoUser('asmith@example.com') }
})

type Handlers = typeof import('./coveo.ts')['coveo']['handlers']

describe.skipIf(!hasRedisServer())('two instances with one `REDIS_URL` (apt-get install redis-server)', () => {
  let backends: Backends
  const stops: (() => Promise<unknown>)[] = []

  beforeAll(async () => {
    backends = await startBackends()
  })
  afterAll(async () => {
    for (const stop of stops) await stop()
    await backends.stop()
  })

  /** Loads the module once more, with a memory of its own as in another process. */
  async function startInstance(): Promise<Handlers> {
    for (const [name, value] of Object.entries(backends.env)) vi.stubEnv(name, value)
    vi.resetModules()
    Reflect.deleteProperty(globalThis, Symbol.for('@coveo-token/next:memories'))
    const { coveo, tokens } = await import('./coveo.ts')
    stops.push(() => tokens.close())
    return coveo.handlers
  }

  async function tokenFrom(
    { GET, POST }: Handlers,
    rejected?: string,
  ): Promise<{ token: string; fingerprint: string }> {
    const headers = { host: '127.0.0.1', 'content-type': 'application/json' }
    const url = 'http://127.0.0.1/api/coveo-token'
    const response =
      rejected === undefined
        ? await GET(new NextRequest(url, { headers }))
        : await POST(new NextRequest(url, { headers, method: 'POST', body: JSON.stringify({ rejected }) }))
    expect(response.status).toBe(200)
    return (await response.json()) as { token: string; fingerprint: string }
  }

  it('mint one token for a user, and drop it both when Coveo rejects it', async () => {
    const one = await startInstance()
    const first = await tokenFrom(one)
    const two = await startInstance()
    expect(await tokenFrom(two)).toMatchObject({ token: first.token })
    expect(backends.mints).toEqual(['asmith@example.com'])

    const next = await tokenFrom(one, first.fingerprint)
    expect(next.token).not.toBe(first.token)
    // The message of the first instance drops the token from the memory of the second one.
    await expect.poll(async () => (await tokenFrom(two)).token).toBe(next.token)
    expect(backends.mints).toHaveLength(2)
  }, 120_000)
})
