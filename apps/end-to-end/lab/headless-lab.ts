import type * as headless3 from '@coveo/headless'
import { createHeadlessAuth, createTokenSource } from '@coveo-token/core/browser'

/** The interface for the specs, at `window.lab`. */
export interface Lab {
  /** The source's current token. */
  token(): string | undefined
  /** Submits several searches at the same time. */
  submit(times: number): void
}

const source = createTokenSource({ endpoint: '/api/coveo-token' })

/** A Headless configuration with the kit's auth, as applications write it. */
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

/** Makes an engine available to the specs, and shows the state of the latest search. */
export function showEngine(engine: headless3.SearchEngine, { buildSearchBox }: Headless): headless3.SearchBox {
  const box = buildSearchBox(engine)
  const output = document.createElement('output')
  document.body.append(output)
  engine.subscribe(() => {
    const { isLoading, error, searchResponseId } = engine.state.search
    const state = error ? `error ${error.statusCode}` : searchResponseId ? 'found' : 'waiting for'
    output.textContent = `${isLoading ? 'searching' : state} ${engine.state.query?.q}`
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

/** A page with one real Headless engine that sends searches and suggestions at the same time. */
export function startHeadlessLab(headless: typeof headless3): void {
  const engine = headless.buildSearchEngine({ configuration: labConfiguration() })
  headless.buildResultList(engine)
  const box = showEngine(engine, headless)
  engine.executeFirstSearch()
  box.updateText('x')
  box.showSuggestions()
}
