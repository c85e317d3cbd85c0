import { buildQuickview, type Result, type SearchEngine } from '@coveo/headless'

export interface QuickViewSnapshot {
  content: string
  isLoading: boolean
}

/** The quick view of one result as a store. Requests it with the first listener. */
export function createQuickViewStore(engine: SearchEngine, result: Result) {
  let snapshot: QuickViewSnapshot = { content: '', isLoading: true }
  return {
    getSnapshot: () => snapshot,
    subscribe(notify: () => void) {
      const controller = buildQuickview(engine, { options: { result } })
      controller.fetchResultContent()
      return controller.subscribe(() => {
        const { content, isLoading } = controller.state
        if (content === snapshot.content && isLoading === snapshot.isLoading) return
        snapshot = { content, isLoading }
        notify()
      })
    },
  }
}
