import type { ComponentType } from 'react'

/** How far the script of a part is. */
export interface PartSnapshot<Props> {
  /** The component, once its script is loaded. */
  readonly Component: ComponentType<Props> | undefined
  readonly isLoading: boolean
  readonly hasFailed: boolean
}

/** A component with a script of its own. */
export interface Part<Props> {
  /** Loads the script, unless that has happened. */
  load: () => Promise<void>
  getSnapshot: () => PartSnapshot<Props>
  subscribe: (listener: () => void) => () => void
}

/** The snapshot before a load, and always on the server. */
export const notLoaded = { Component: undefined, isLoading: false, hasFailed: false } as const

/** A component that is loaded when it is needed. Unlike with React's `lazy`, a load that failed can be repeated. */
export function createPart<Props>(importScript: () => Promise<{ default: ComponentType<Props> }>): Part<Props> {
  let snapshot: PartSnapshot<Props> = notLoaded
  const listeners = new Set<() => void>()

  function publish(next: Partial<PartSnapshot<Props>>) {
    snapshot = { ...snapshot, ...next }
    for (const listener of listeners) listener()
  }

  return {
    async load() {
      if (snapshot.isLoading || snapshot.Component !== undefined) return
      publish({ isLoading: true })
      try {
        const { default: Component } = await importScript()
        publish({ Component, isLoading: false, hasFailed: false })
      } catch (error) {
        console.error('A part of the page did not load.', error)
        publish({ isLoading: false, hasFailed: true })
      }
    },
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
