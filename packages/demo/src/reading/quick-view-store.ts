import { loadResultPreviewActions, type SearchEngine } from '@coveo/headless'

export interface QuickViewSnapshot {
  /** HTML; empty until it is loaded, and when Coveo sends none. */
  content: string
  isLoading: boolean
}

/**
 * The quick view of one document as a store. Requests it with the first listener, for any search: Headless's own controller needs a
 * result, and reports no network error.
 */
export function createQuickViewStore(engine: SearchEngine, uniqueId: string) {
  let snapshot: QuickViewSnapshot = { content: '', isLoading: true }
  return {
    getSnapshot: () => snapshot,
    subscribe(notify: () => void) {
      let isActive = true
      const { fetchResultContent } = loadResultPreviewActions(engine)
      // The type of the engine lacks the state that this loader has added.
      type Fetch = ReturnType<typeof fetchResultContent>
      const dispatch = engine.dispatch as (action: Fetch) => ReturnType<Fetch>
      void dispatch(fetchResultContent({ uniqueId })).then(({ payload }) => {
        if (!isActive) return
        const body = payload !== undefined && 'content' in payload ? payload.content : ''
        // Headless takes the body of every response for the document; an error of Coveo is JSON.
        snapshot = { content: body.trimStart().startsWith('<') ? body : '', isLoading: false }
        notify()
      })
      return () => {
        isActive = false
      }
    },
  }
}
