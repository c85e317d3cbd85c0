import type * as headless3 from '@coveo/headless'
import { createHeadlessAuth, createTokenSource } from '@coveo-token/core/browser'

/** What the specs reach through `window.lab`. */
export interface Lab {
  /** The token that the source holds. */
  token(): string | undefined
  /** Submits as many searches as that, all at once. */
  submit(times: number): void
}

const source = createTokenSource({ endpoint: '/api/coveo-token' })

/** A Headless configuration on the kit's auth, as its users write it. */
export function labConfiguration() {
  const proxyBaseUrl = new URLSearchParams(location.search).get('search') ?? ''
  const { accessToken, renewAccessToken } = createHeadlessAuth(source)
  return {
    organizationId: 'emulator',
    accessToken,
    renewAccessToken,
    search: { proxyBaseUrl },
    analytics: { enabled: false },
  }
}

type Headless = Pick<typeof headless3, 'buildSearchBox'>

/** Lets the specs search with an engine, and writes down how the latest search went. */
export function showEngine(engine: headless3.SearchEngine, { buildSearchBox }: Headless): headless3.SearchBox {
  const box = buildSearchBox(engine)
  const said = document.createElement('output')
  document.body.append(said)
  engine.subscribe(() => {
    const { isLoading, error, searchResponseId } = engine.state.search
    const state = error ? `error ${error.statusCode}` : searchResponseId ? 'found' : 'waiting for'
    said.textContent = `${isLoading ? 'searching' : state} ${engine.state.query?.q}`
  })
  let searches = 0
  const lab: Lab = {
    token: () => source.getSnapshot().token,
    submit(times) {
      for (let time = 0; time < times; time++) {
        searches++
        box.updateText(`search ${searches}`)
        box.submit()
      }
    },
  }
  Object.assign(window, { lab })
  return box
}

/** A page with one real Headless engine that does three things at once: a search, suggestions, and the same again. */
export function startHeadlessLab(headless: typeof headless3): void {
  const engine = headless.buildSearchEngine({ configuration: labConfiguration() })
  headless.buildResultList(engine)
  const box = showEngine(engine, headless)
  engine.executeFirstSearch()
  box.updateText('x')
  box.showSuggestions()
}
