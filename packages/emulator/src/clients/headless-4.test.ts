import { buildFacet, buildResultList, buildSearchBox, buildSearchEngine, buildSort } from 'headless4'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { emulatorHandler } from '../index.ts'
import { responseTo } from '../testing/response-to.test.support.ts'
import { until } from '../testing/until.test.support.ts'

const userIds = [{ name: 'asmith@example.com', provider: 'Email Security Provider' }]

/** Lets Headless 4.0.0 call the hosts of the organization `acme`, which the emulator handles. */
async function open() {
  const { fetch, controls } = emulatorHandler({ organizationId: 'acme' })
  vi.stubGlobal('fetch', fetch)
  vi.stubEnv('NODE_ENV', 'production')
  onTestFinished(() => void vi.unstubAllEnvs())
  const renewAccessToken = vi.fn(async () => {
    const response = await fetch('https://acme.org.coveo.com/rest/search/v2/token', {
      method: 'POST',
      headers: { Authorization: `Bearer ${controls.apiKeys.authenticatedSearch}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ userIds }),
    })
    return ((await response.json()) as { token: string }).token
  })
  const accessToken = await renewAccessToken()
  renewAccessToken.mockClear()
  const engine = buildSearchEngine({
    loggerOptions: { level: 'silent' },
    configuration: { organizationId: 'acme', accessToken, renewAccessToken, analytics: { enabled: false } },
  })
  return { controls, engine, renewAccessToken }
}

describe('Coveo Headless 4.0.0', { timeout: 60_000 }, () => {
  it('searches, sorts, suggests and filters by a facet', async () => {
    const { engine } = await open()
    const list = buildResultList(engine)
    const facet = buildFacet(engine, { options: { field: 'department' } })
    const box = buildSearchBox(engine, { options: { numberOfSuggestions: 5 } })
    buildSort(engine)
    await responseTo(engine, () => engine.executeFirstSearch())
    expect(list.state.results).toHaveLength(10)
    const [value] = facet.state.values
    if (!value) throw new Error('the facet has no values')
    await responseTo(engine, () => facet.toggleSelect(value))
    expect(list.state.results.every(({ raw }) => raw.department === undefined || raw.department === value.value)).toBe(
      true,
    )
    box.updateText('esc')
    box.showSuggestions()
    await until(() => box.state.suggestions.length > 0)
    expect(box.state.suggestions[0]?.rawValue).toBe('escalation process')
  })

  it('renews an expired token', async () => {
    const { engine, controls, renewAccessToken } = await open()
    controls.faults.add({ route: 'search', status: 419 })
    await responseTo(engine, () => engine.executeFirstSearch())
    expect(renewAccessToken).toHaveBeenCalled()
    expect(engine.state.search?.error).toBeNull()
  })

  it('shows that a token lacks a privilege', async () => {
    const { engine, controls, renewAccessToken } = await open()
    controls.faults.add({ route: 'search', status: 403, times: 'always' })
    engine.executeFirstSearch()
    await until(() => engine.state.search?.error)
    expect(engine.state.search?.error).toMatchObject({ statusCode: 403 })
    expect(renewAccessToken).not.toHaveBeenCalled()
  })
})
