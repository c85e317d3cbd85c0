'use client'

import { useMemo, useSyncExternalStore } from 'react'

/** The part of a Headless controller that says how it stands. */
interface ObservableController<State> {
  readonly state: State
  subscribe(listener: () => void): () => void
}

/** The state of a Headless controller, kept current. */
export function useControllerState<State>(controller: ObservableController<State>): State {
  const store = useMemo(() => {
    // Headless makes a new object at each read of `state`; React wants the same one until something changed.
    let snapshot = controller.state
    return {
      getSnapshot: () => snapshot,
      subscribe: (notify: () => void) =>
        controller.subscribe(() => {
          snapshot = controller.state
          notify()
        }),
    }
  }, [controller])
  return useSyncExternalStore(store.subscribe, store.getSnapshot, store.getSnapshot)
}
