import { defineCustomElements } from '@coveo/atomic/loader'

/** The part of Atomic's element that this page calls. */
interface SearchInterface extends HTMLElement {
  initialize(options: object): Promise<void>
  executeFirstSearch(): Promise<void>
}

const read = async (path: string) => (await fetch(path)).text()
const renewAccessToken = () => read('/token')

/** A page with Atomic 3.41, as an application bundles it. */
async function start(): Promise<void> {
  const { url, organizationId } = JSON.parse(await read('/settings'))
  defineCustomElements()
  await customElements.whenDefined('atomic-search-interface')
  const element = document.querySelector<SearchInterface>('atomic-search-interface')
  await element?.initialize({
    organizationId,
    accessToken: await renewAccessToken(),
    renewAccessToken,
    search: { proxyBaseUrl: `${url}/rest/search/v2` },
    analytics: {
      trackingId: 'emulator',
      analyticsMode: 'next',
      proxyBaseUrl: `${url}/rest/organizations/${organizationId}/events/v1`,
    },
  })
  await element?.executeFirstSearch()
}

void start()
