// @vitest-environment edge-runtime
import { describe, expect, it } from 'vitest'
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
})
