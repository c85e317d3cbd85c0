import { getSearchApiBaseUrl, type SearchEngine } from '@coveo/headless'
import type { TokenSource } from '@coveo-token/core/browser'

export interface QuickViewSnapshot {
  /** HTML; empty until it is loaded, and when Coveo sends none. */
  content: string
  isLoading: boolean
}

interface QuickViewOptions {
  engine: { readonly state: Pick<SearchEngine['state'], 'configuration' | 'query'> }
  source: Pick<TokenSource, 'getToken' | 'reportRejected'>
  /** The `uniqueId` of the document. */
  documentId: string
}

/**
 * The quick view of one document as a store. Requests it with the first listener, for any search. Headless takes the body of every
 * response for the document, also that of an error, and its controller needs a result.
 */
export function createQuickViewStore({ engine, source, documentId }: QuickViewOptions) {
  let snapshot: QuickViewSnapshot = { content: '', isLoading: true }

  async function load(notify: () => void, signal: AbortSignal) {
    const content = await fetchQuickView().catch(() => '')
    if (signal.aborted) return
    snapshot = { content, isLoading: false }
    notify()
  }

  async function fetchQuickView(): Promise<string> {
    const { organizationId, environment, search } = engine.state.configuration
    const base = search.apiBaseUrl ?? getSearchApiBaseUrl(organizationId, environment)
    const url = `${base}/html?${new URLSearchParams({ organizationId })}`
    const body = new URLSearchParams({ uniqueId: documentId, q: engine.state.query?.q ?? '' })
    const send = (token: string) => fetch(url, { method: 'POST', headers: { Authorization: `Bearer ${token}` }, body })

    const token = await source.getToken()
    const first = await send(token)
    const isRejected = first.status === 401 || first.status === 419
    const response = isRejected ? await send(await source.reportRejected(token)) : first
    const content = await response.text()
    return response.ok ? content : ''
  }

  return {
    getSnapshot: () => snapshot,
    subscribe(notify: () => void) {
      const listening = new AbortController()
      void load(notify, listening.signal)
      return () => listening.abort()
    },
  }
}
