import { buildFacet, buildResultList, buildSearchEngine } from 'headless2'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { openEmulator } from '../testing/open-emulator.test.support.ts'
import { responseTo } from '../testing/response-to.test.support.ts'

/** Creates an engine and an emulator on system time. Its build for Node brings a fetch of its own, so it needs a server. */
async function open() {
  const { emulator, tokenFor } = await openEmulator({ now: Date.now })
  vi.stubEnv('NODE_ENV', 'production')
  onTestFinished(() => void vi.unstubAllEnvs())
  const { url, organizationId } = emulator
  const renewAccessToken = vi.fn(() => tokenFor('asmith@example.com'))
  const accessToken = await tokenFor('asmith@example.com')
  const organizationEndpoints = { platform: url, search: `${url}/rest/search/v2`, analytics: url, admin: url }
  const engine = buildSearchEngine({
    loggerOptions: { level: 'silent' },
    configuration: {
      organizationId,
      organizationEndpoints,
      accessToken,
      renewAccessToken,
      analytics: { enabled: false },
    },
  })
  return { emulator, engine, renewAccessToken }
}

describe('Coveo Headless 2.80', { timeout: 60_000 }, () => {
  it('searches and filters by a facet', async () => {
    const { engine } = await open()
    const list = buildResultList(engine)
    const facet = buildFacet(engine, { options: { field: 'department' } })
    await responseTo(engine, () => engine.executeFirstSearch())
    expect(list.state.results).toHaveLength(10)
    const [value] = facet.state.values
    if (!value) throw new Error('the facet has no values')
    await responseTo(engine, () => facet.toggleSelect(value))
    expect(engine.state.search?.response.totalCountFiltered).toBe(value.numberOfResults)
  })

  it('renews an expired token', async () => {
    const { engine, emulator, renewAccessToken } = await open()
    emulator.clock.advance(25 * 3_600_000)
    await responseTo(engine, () => engine.executeFirstSearch())
    expect(emulator.requests.some(({ status }) => status === 419)).toBe(true)
    expect(renewAccessToken).toHaveBeenCalled()
    expect(engine.state.search?.error).toBeNull()
  })
})
