/** The part of Atomic's element that the pages call. */
interface SearchInterface extends HTMLElement {
  initialize(options: object): Promise<void>
  executeFirstSearch(): Promise<void>
}

/** The emulator, as `/settings` describes it. */
interface Settings {
  url: string
  organizationId: string
}

const read = async (path: string) => (await fetch(path)).text()
const renewAccessToken = () => read('/token')

/** Starts the search interface of the page once Atomic is loaded. `connect` returns the options by which its version finds the emulator. */
export async function startAtomic(connect: (settings: Settings) => object): Promise<void> {
  const settings: Settings = JSON.parse(await read('/settings'))
  await customElements.whenDefined('atomic-search-interface')
  const element = document.querySelector<SearchInterface>('atomic-search-interface')
  await element?.initialize({
    organizationId: settings.organizationId,
    accessToken: await renewAccessToken(),
    renewAccessToken,
    ...connect(settings),
  })
  await element?.executeFirstSearch()
}
