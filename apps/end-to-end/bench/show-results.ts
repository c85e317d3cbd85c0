import { buildResultList, buildSearchEngine, type SearchEngineConfiguration } from '@coveo/headless'

/** The settings of the page that its server renders. */
export interface PageSettings {
  organizationId: string
  searchUrl: string
}

/** Sends the first search and shows its results: the same code for every single page that is measured. */
export function showResults(auth: Pick<SearchEngineConfiguration, 'accessToken' | 'renewAccessToken'>): void {
  const { organizationId, searchUrl }: PageSettings = JSON.parse(document.getElementById('settings')?.textContent ?? '')
  const engine = buildSearchEngine({
    configuration: { ...auth, organizationId, search: { proxyBaseUrl: searchUrl }, analytics: { enabled: false } },
  })
  const results = buildResultList(engine)
  const list = document.body.appendChild(document.createElement('ul'))
  results.subscribe(() => {
    const items = results.state.results.map(({ title }) => {
      const item = document.createElement('li')
      item.appendChild(document.createElement('h3')).textContent = title
      return item
    })
    list.replaceChildren(...items)
  })
  engine.executeFirstSearch()
}
