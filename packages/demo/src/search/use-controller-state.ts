'use client'

import { useMemo, useSyncExternalStore } from 'react'

/** A Headless controller as a store. */
interface ObservableController<State> {
  readonly state: State
  subscribe(listener: () => void): () => void
}

/** The current state of a Headless controller. Renders again when it changes. */
export function useControllerState<State>(controller: ObservableController<State>): State {
  const store = useMemo(() => createControllerStore(controller), [controller])
  return useSyncExternalStore(store.subscribe, store.getSnapshot, store.getSnapshot)
}

function createControllerStore<State>(controller: ObservableController<State>) {
  // Headless returns a new object at each read of `state`; React needs the same one until it changes.
  let snapshot = controller.state
  return {
    getSnapshot: () => snapshot,
    subscribe: (notify: () => void) =>
      controller.subscribe(() => {
        snapshot = controller.state
        notify()
      }),
  }
}
