import { once } from 'node:events'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { build } from 'esbuild'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { openEmulator } from '../testing/open-emulator.test.support.ts'

const require = createRequire(import.meta.url)
const main = require.resolve('@coveo/search-token-server/app.ts')

/** Compiles the published server, which is TypeScript, and loads it. */
async function loadServer() {
  const { outputFiles } = await build({
    entryPoints: [main],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
    logLevel: 'silent',
    absWorkingDir: join(main, '..'),
  })
  const module = { exports: {} as { default: Parameters<typeof createServer>[1] } }
  new Function('module', 'exports', 'require', outputFiles[0]?.text ?? '')(module, module.exports, createRequire(main))
  return module.exports.default
}

/** Starts the server as its README configures it. Returns a function that calls `GET /token`. */
async function open(keyOf: 'authenticatedSearch' | 'anonymousSearch') {
  const opened = await openEmulator()
  const { url, organizationId, apiKeys } = opened.emulator
  const environment = { PLATFORM_URL: url, ORGANIZATION_ID: organizationId, API_KEY: apiKeys[keyOf] }
  for (const [name, value] of Object.entries({ ...environment, USER_EMAIL: 'asmith@example.com' })) {
    vi.stubEnv(name, value)
  }
  const server = createServer(await loadServer()).listen(0, '127.0.0.1')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
    vi.unstubAllEnvs()
  })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const token = async () => {
    const response = await fetch(`http://127.0.0.1:${port}/token`)
    return { status: response.status, json: (await response.json()) as { token: string; message: string } }
  }
  return { ...opened, token }
}

describe('@coveo/search-token-server', { timeout: 60_000 }, () => {
  it('returns a search token of its user', async () => {
    const { token, search } = await open('authenticatedSearch')
    const { status, json } = await token()
    expect(status).toBe(200)
    const { results } = (await search(json.token, { q: 'escalation process' })).json
    expect(results[0].title).toBe('Escalation process for support cases')
  })

  it('returns the 403 of a key that may not impersonate', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const { token } = await open('anonymousSearch')
    expect(await token()).toEqual({ status: 403, json: { message: 'Access Denied' } })
  })
})
