// @vitest-environment edge-runtime
import { describe, expect, it, vi } from 'vitest'
import { createCoveoClient, createTokenIssuer, emailIdentity, searchGrant } from '../index.ts'
import { endpointContractCases } from '../testing/endpoint-contract-suite.ts'
import type { MountEndpoint } from '../testing/endpoint-under-test.ts'
import { createFetchHandler } from './fetch-handler.ts'

const inEdgeRuntime: MountEndpoint = async (setup) => {
  const user = (request: Request) => setup.user(request.headers.get('cookie') ?? undefined)
  const handler = createFetchHandler({ ...setup, user })
  return { url: 'https://app.example/api/coveo-token', send: (request) => handler(request) }
}

describe('createFetchHandler in an edge runtime', () => {
  it('runs in an edge runtime', () => {
    expect('EdgeRuntime' in globalThis).toBe(true)
  })

  it.each(endpointContractCases)('$name', ({ run }) => run(inEdgeRuntime))

  it('issues, renews after a report, and needs no `AbortSignal.any`', async () => {
    vi.stubGlobal('AbortSignal', Object.assign(Object.create(AbortSignal), { any: undefined }))
    const minted = [1, 2].map((number) => `e30.${btoa(JSON.stringify({ exp: Date.now() / 1_000 + 3_600, number }))}.x`)
    const coveo = createCoveoClient({
      organizationId: 'acme',
      apiKey: 'xx590a182c-5045-4914-a00b-1f4099581b3e',
      fetch: async () => Response.json({ token: minted.shift()?.replaceAll('=', '') }),
    })
    const tokens = createTokenIssuer({
      coveo,
      grant: (email: string) => searchGrant({ userIds: [emailIdentity(email)] }),
    })
    const handler = createFetchHandler({ tokens, user: () => 'asmith@example.com' })
    const url = 'https://app.example/api/coveo-token'
    const first = await handler(new Request(url))
    expect([first.status, first.headers.get('server-timing')]).toEqual([200, 'token;desc="mint"'])
    const { fingerprint } = await first.json()
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ rejected: fingerprint })
    const second = await handler(new Request(url, { method: 'POST', headers, body }))
    expect(second.status).toBe(200)
    expect((await second.json()).fingerprint).not.toBe(fingerprint)
    await tokens.close()
  })
})
