import { defineResultList, defineSearchEngine } from '@coveo/headless-react/ssr'
import { emulatorHandler } from '@coveo-token/emulator/handler'
import { cleanup, render } from '@testing-library/react'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, it, vi } from 'vitest'

const navigatorContext = { clientId: 'c', userAgent: '', forwardedFor: '127.0.0.1', referrer: null, location: null }

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  vi.unstubAllEnvs()
})

/** Lets Headless call the hosts of the organization `acme`, which the emulator handles. */
async function open() {
  const { fetch: coveoFetch, controls } = emulatorHandler({ organizationId: 'acme' })
  // Without it, Headless warns on a slow machine that its development checks are slow.
  vi.stubEnv('NODE_ENV', 'production')
  vi.stubGlobal('fetch', coveoFetch)
  const minted = await coveoFetch('https://acme.org.coveo.com/rest/search/v2/token', {
    method: 'POST',
    headers: { Authorization: `Bearer ${controls.apiKeys.authenticatedSearch}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ userIds: [{ name: 'asmith@example.com', provider: 'Email Security Provider' }] }),
  })
  const { token } = (await minted.json()) as { token: string }
  const definition = defineSearchEngine({
    configuration: { organizationId: 'acme', accessToken: token, analytics: { enabled: false } },
    controllers: { results: defineResultList() },
  })
  definition.setNavigatorContextProvider(() => navigatorContext)
  return { definition, controls }
}

function Count({ useResults }: { useResults: () => { state: { results: unknown[] } } }) {
  return <p>{useResults().state.results.length} results</p>
}

describe('@coveo/headless-react 2.9', () => {
  it('renders the results of a user on the server, and hydrates them', async () => {
    const { definition, controls } = await open()
    const state = await definition.fetchStaticState()
    const { StaticStateProvider, StateProvider } = definition
    const onServer = (
      <StaticStateProvider controllers={state.controllers}>
        <Count useResults={definition.controllers.useResults} />
      </StaticStateProvider>
    )
    expect(renderToString(onServer)).toContain('10<!-- --> results')
    const { engine, controllers } = await definition.hydrateStaticState(state)
    const { container } = render(
      <StateProvider engine={engine} controllers={controllers}>
        <Count useResults={definition.controllers.useResults} />
      </StateProvider>,
    )
    expect(container.textContent).toBe('10 results')
    expect(controls.requests.map(({ route, status }) => [route, status])).toContainEqual(['search', 200])
  })
})
