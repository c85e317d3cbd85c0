import { buildFacet, buildResultList, buildSearchEngine } from '@coveo/headless'

await navigator.serviceWorker.register('/emulator-worker.js', { type: 'module' })
if (!navigator.serviceWorker.controller) {
  await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }))
}
const minted = await fetch('https://acme.org.coveo.com/rest/search/v2/token', {
  method: 'POST',
  headers: { Authorization: 'Bearer xx00000000-0000-4000-8000-000000000001', 'Content-Type': 'application/json' },
  body: JSON.stringify({ userIds: [{ name: 'asmith@example.com', provider: 'Email Security Provider' }] }),
})
const { token } = (await minted.json()) as { token: string }
const engine = buildSearchEngine({ configuration: { organizationId: 'acme', accessToken: token } })
const results = buildResultList(engine)
const facet = buildFacet(engine, { options: { field: 'source' } })
engine.subscribe(() => {
  const { firstSearchExecuted, isLoading, hasError } = results.state
  if (!firstSearchExecuted || isLoading) return
  const titles = results.state.results.map(({ title }) => title)
  document.body.textContent = hasError ? 'error' : `${titles.length} results, ${facet.state.values.length} sources`
})
engine.executeFirstSearch()
