/** The listeners of a source. */
export interface ListenerSet {
  readonly isEmpty: () => boolean
  /** Adds a listener. Returns how to remove it. */
  readonly add: (listener: () => void) => () => void
  /** Calls every listener. An error of one is reported as uncaught, and does not keep the others from being called. */
  readonly call: () => void
  readonly clear: () => void
}

/** Creates an empty set. A listener that is added twice is called twice. */
export function createListenerSet(): ListenerSet {
  const entries = new Set<() => void>()
  return {
    isEmpty: () => entries.size === 0,
    add(listener) {
      const entry = () => listener()
      entries.add(entry)
      return () => void entries.delete(entry)
    },
    call() {
      for (const entry of [...entries]) {
        try {
          entry()
        } catch (error) {
          reportUncaught(error)
        }
      }
    },
    clear: () => entries.clear(),
  }
}

function reportUncaught(error: unknown) {
  // Node has no `reportError`.
  const { reportError: report = throwLater } = globalThis as Partial<typeof globalThis>
  report(error)
}

function throwLater(error: unknown) {
  queueMicrotask(() => {
    throw error
  })
}
