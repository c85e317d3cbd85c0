import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Emulator, startEmulator } from '../../../../../packages/emulator/src/index.ts'
import Page from './page.tsx'
import type { RenderedSearchProps } from './rendered-search.tsx'

vi.mock('server-only', () => ({}))
vi.mock('next/headers.js', () => ({ headers: async () => new Headers({ host: '127.0.0.1' }) }))
vi.mock('next/server.js', async (original) => ({ ...(await original<object>()), connection: async () => {} }))
vi.mock('../../session.ts', async () => {
  const { findDemoUser } = await import('@coveo-token/demo/server')
  return { signedInUser: async () => findDemoUser('asmith@example.com') }
})

describe('the page /server-rendered', () => {
  let coveo: Emulator

  beforeAll(async () => {
    coveo = await startEmulator({ port: 0 })
    vi.stubEnv('COVEO_ENDPOINT', coveo.url)
    vi.stubEnv('COVEO_ORGANIZATION_ID', coveo.organizationId)
    vi.stubEnv('COVEO_API_KEY', coveo.apiKeys.authenticatedSearch)
    vi.stubEnv('SESSION_SECRET', 'a secret of at least thirty-two characters')
    // A busy machine takes as long as it needs.
    vi.stubEnv('RENDER_DEADLINE_MS', '99999')
  })
  afterAll(() => coveo.stop())

  const statuses = (path: string) => coveo.requests.filter((sent) => sent.path === path).map(({ status }) => status)

  /** Renders the page on the server, and returns what it passes to the browser. */
  async function render() {
    const { props } = await Page({ searchParams: Promise.resolve({ q: 'password' }) })
    const { state, initialToken }: RenderedSearchProps = props
    return { titles: state?.controllers.results.state.results.map(({ title }) => title), initialToken }
  }

  it('reports a token that Coveo rejects to the issuer, and renders the results of the next one', async () => {
    const first = await render()
    expect(first.titles).toContain('Reset your own password')
    coveo.revoke(first.initialToken?.token ?? '')
    coveo.clearRequests()

    const second = await render()
    expect(second.titles).toEqual(first.titles)
    // The browser requests the token that the issuer now has.
    expect(second.initialToken).toBeUndefined()
    expect((await render()).initialToken).toBeDefined()
    expect(statuses('/rest/search/v2')).toEqual([401, 200, 200])
    expect(statuses('/rest/search/v2/token')).toEqual([200])
  })
})
