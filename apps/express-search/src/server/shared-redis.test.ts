import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readDemoSettings } from '@coveo-token/demo/server'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Backends, startBackends } from '../../../../packages/demo/test/start-backends.ts'
import { hasRedisServer } from '../../../../packages/redis-store/test/redis-server.ts'
import { createApp } from './app.ts'
import { createDemoCoveo } from './coveo.ts'

describe.skipIf(!hasRedisServer())('two instances with one `REDIS_URL` (apt-get install redis-server)', () => {
  let backends: Backends
  const stops: (() => Promise<unknown>)[] = []

  const pageDirectory = mkdtempSync(join(tmpdir(), 'express-search-'))

  beforeAll(async () => {
    for (const name of ['index.html', 'not-found.html']) writeFileSync(join(pageDirectory, name), '')
    backends = await startBackends()
  })
  afterAll(async () => {
    for (const stop of stops) await stop()
    await backends.stop()
    rmSync(pageDirectory, { recursive: true })
  })

  async function startInstance(): Promise<string> {
    for (const [name, value] of Object.entries(backends.env)) vi.stubEnv(name, value)
    const settings = readDemoSettings(process.env)
    const coveo = createDemoCoveo(settings)
    const server = createServer(createApp({ settings, coveo, pageDirectory }))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    stops.push(async () => {
      await coveo.tokens.close()
      server.closeAllConnections()
      server.close()
    })
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  async function signIn(url: string): Promise<string> {
    const response = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ user: 'asmith@example.com' }),
    })
    return response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ')
  }

  async function tokenFrom(
    url: string,
    cookie: string,
    rejected?: string,
  ): Promise<{ token: string; fingerprint: string }> {
    const response = await fetch(`${url}/api/coveo-token`, {
      headers: { cookie, 'Content-Type': 'application/json' },
      ...(rejected !== undefined && { method: 'POST', body: JSON.stringify({ rejected }) }),
    })
    expect(response.status).toBe(200)
    return (await response.json()) as { token: string; fingerprint: string }
  }

  it('mint one token for a user, and drop it both when Coveo rejects it', async () => {
    const [one, two] = [await startInstance(), await startInstance()]
    const cookie = await signIn(one)
    const first = await tokenFrom(one, cookie)
    expect(await tokenFrom(two, cookie)).toMatchObject({ token: first.token })
    expect(backends.mints).toEqual(['asmith@example.com'])

    const next = await tokenFrom(one, cookie, first.fingerprint)
    expect(next.token).not.toBe(first.token)
    // The message of the first instance drops the token from the memory of the second one.
    await expect.poll(async () => (await tokenFrom(two, cookie)).token).toBe(next.token)
    expect(backends.mints).toHaveLength(2)
  }, 120_000)
})
