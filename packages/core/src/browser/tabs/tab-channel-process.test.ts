// @vitest-environment node
import { describe, expect, it, vi } from 'vitest'
import { createHeadlessAuth } from '../headless/headless-auth.ts'
import { createTokenSource } from '../token-source.ts'
import { createTabChannel } from './tab-channel.ts'

function openPorts() {
  return process.getActiveResourcesInfo().filter((name) => /Port|Channel/.test(name)).length
}

const response = {
  token: 't',
  kind: 'search',
  organizationId: 'acme',
  expiresIn: 3480,
  refreshIn: 2710,
  fingerprint: 'f',
} as const

describe('createTabChannel in a process without tabs', () => {
  it('does not keep the process alive', async () => {
    vi.stubGlobal('location', { href: 'http://app.test/' })
    const before = openPorts()
    const source = createTokenSource({ fetch: async () => Response.json(response), tabs: createTabChannel() })
    const stop = source.subscribe(() => {})
    await source.getToken()
    stop()
    expect(openPorts()).toBe(before)
    source.dispose()
  })

  it('does not keep the process alive for an engine', async () => {
    vi.stubGlobal('location', { href: 'http://app.test/' })
    const before = openPorts()
    const source = createTokenSource({ initialToken: response, tabs: createTabChannel() })
    const { preprocessRequest } = createHeadlessAuth(source)
    await preprocessRequest({})
    expect(openPorts()).toBe(before)
    source.dispose()
  })
})
