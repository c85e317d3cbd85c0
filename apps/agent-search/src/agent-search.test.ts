import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Emulator, startEmulator } from '@coveo-token/emulator'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { getDefaultEnvironment, StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { build } from 'esbuild'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createHttpApp } from './http-app.ts'
import { userSearchFromEnv } from './user-search.ts'

const [alice, bob] = ['asmith@example.com', 'bjones@example.com']
const emails = { 'token-of-alice': alice, 'token-of-bob': bob }
let coveo: Emulator

beforeAll(async () => {
  coveo = await startEmulator()
})
afterAll(() => coveo.stop())

function coveoEnvironment(): Record<string, string> {
  return {
    COVEO_ENDPOINT: coveo.url,
    COVEO_ORGANIZATION_ID: coveo.organizationId,
    COVEO_API_KEY: coveo.apiKeys.authenticatedSearch,
  }
}

async function searchThrough(transport: Transport, query: string): Promise<{ text: string; isError: boolean }> {
  const client = new Client({ name: 'test', version: '0.0.0' })
  await client.connect(transport)
  const { content, isError } = await client.callTool({ name: 'search', arguments: { query, count: 20 } })
  await client.close()
  return { text: (content as { text: string }[]).map(({ text }) => text).join('\n'), isError: isError === true }
}

describe('agent-search over HTTP', () => {
  let server: Server
  let url: URL

  beforeEach(() => {
    for (const [name, value] of Object.entries(coveoEnvironment())) vi.stubEnv(name, value)
  })
  beforeAll(async () => {
    server = createHttpApp({ search: userSearchFromEnv(), emails }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`)
  })
  afterAll(() => server.close())

  function transportOf(token: string): Transport {
    return new StreamableHTTPClientTransport(url, { requestInit: { headers: { authorization: `Bearer ${token}` } } })
  }

  it('returns different results to Alice and to Bob, also at the same time', async () => {
    const [ofAlice, ofBob] = await Promise.all([
      searchThrough(transportOf('token-of-alice'), 'month-end close'),
      searchThrough(transportOf('token-of-bob'), 'month-end close'),
    ])
    expect([ofAlice.isError, ofBob.isError]).toEqual([false, false])
    expect(ofBob.text).toMatch(/month-end/i)
    expect(ofAlice.text).not.toMatch(/month-end close/i)
  })

  it('refuses a request without a known access token', async () => {
    await expect(searchThrough(transportOf('guessed'), 'vpn')).rejects.toThrow(/unknown/)
    expect((await fetch(url, { method: 'POST' })).status).toBe(401)
  })

  it('searches on after Coveo rejected the token of a user', async () => {
    await searchThrough(transportOf('token-of-alice'), 'vpn')
    coveo.faults.add({ route: 'search', status: 419 })
    expect(await searchThrough(transportOf('token-of-alice'), 'vpn')).toMatchObject({ isError: false })
  })

  it('reports to the agent that search failed, and to the operator why', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    coveo.faults.add({ route: 'search', status: 400 })
    const { text, isError } = await searchThrough(transportOf('token-of-bob'), 'vpn')
    expect({ text, isError }).toEqual({ text: 'Search does not work at the moment.', isError: true })
    expect(log.mock.calls.join()).toMatch(/coveo-refused/)
  })
})

describe('agent-search over stdio', () => {
  const folder = mkdtempSync(join(tmpdir(), 'coveo-token-agent-'))
  const program = join(folder, 'stdio.mjs')

  beforeAll(async () => {
    await build({
      entryPoints: [new URL('./stdio.ts', import.meta.url).pathname],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'esm',
      conditions: ['@coveo-token/source'],
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)" },
      logLevel: 'error',
    })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  function transportOf(user: string): Transport {
    const env = { ...getDefaultEnvironment(), ...coveoEnvironment(), AGENT_USER: user }
    return new StdioClientTransport({ command: process.execPath, args: [program], env })
  }

  it('searches as the user of the machine', async () => {
    expect((await searchThrough(transportOf(bob), 'month-end close')).text).toMatch(/month-end/i)
    expect((await searchThrough(transportOf(alice), 'month-end close')).text).not.toMatch(/month-end close/i)
  })
})
