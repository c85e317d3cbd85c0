// @vitest-environment node

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { findFirstState } from './find-first-state.ts'

const server = createServer()
afterEach(() => server.close())

describe('findFirstState', () => {
  it('cancels a search that is late', async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const canceled = once(server, 'request').then(([, response]) => once(response, 'close'))
    const { port } = server.address() as AddressInfo
    const searchBaseUrl = `http://127.0.0.1:${port}/rest/search/v2`
    const config = {
      organizationId: 'acme',
      kind: 'search',
      environment: 'prod',
      renderDeadlineMs: 1,
      searchBaseUrl,
    } as const
    const found = findFirstState({ config, token: 'eyJ', deadlineMs: 500 })
    await canceled
    expect(await found).toBeUndefined()
  })

  it('sends no search without a token', async () => {
    const config = { organizationId: 'acme', kind: 'search', environment: 'prod', renderDeadlineMs: 1 } as const
    expect(await findFirstState({ config, token: undefined, deadlineMs: 500 })).toBeUndefined()
  })
})
