import { buildResultList, buildSearchBox, buildSearchEngine } from '@coveo/headless'
import { createHeadlessAuth, createTokenSource } from '@coveo-token/core/browser'

const source = createTokenSource()
await source.getToken().catch(() => undefined)
const { status, organizationId } = source.getSnapshot()
if (status === 'ready') start(organizationId)
else location.assign('/login')

function start(organizationId: string) {
  // The address of the emulator's search API, set by `npm run dev`. Without it the page searches in Coveo.
  const proxyBaseUrl: string | undefined = import.meta.env.VITE_COVEO_SEARCH_URL
  const engine = buildSearchEngine({
    configuration: { organizationId, ...createHeadlessAuth(source), ...(proxyBaseUrl && { search: { proxyBaseUrl } }) },
  })
  const box = buildSearchBox(engine)
  const results = buildResultList(engine)
  results.subscribe(() => {
    const items = results.state.results.map(({ title }) =>
      Object.assign(document.createElement('li'), { textContent: title }),
    )
    document.querySelector('#results')?.replaceChildren(...items)
  })
  document.querySelector('form')?.addEventListener('submit', (event) => {
    event.preventDefault()
    box.updateText(String(new FormData(event.currentTarget as HTMLFormElement).get('q')))
    box.submit()
  })
  engine.executeFirstSearch()
}
