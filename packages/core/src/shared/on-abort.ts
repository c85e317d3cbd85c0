interface Watch {
  readonly listeners: Set<() => void>
  readonly notify: () => void
}

const watches = new WeakMap<AbortSignal, Watch>()

/**
 * Calls `listener` when `signal` aborts; returns a function that removes it. Adds one event listener per signal, however many
 * callers share it: Node warns of more than ten.
 */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  const { listeners, notify } = watches.get(signal) ?? watch(signal)
  // A function of its own, so that one listener can be added twice.
  const entry = () => listener()
  listeners.add(entry)
  return () => {
    if (!listeners.delete(entry) || listeners.size > 0) return
    // Node keeps a combined signal alive as long as it has an event listener.
    signal.removeEventListener('abort', notify)
    watches.delete(signal)
  }
}

function watch(signal: AbortSignal): Watch {
  const listeners = new Set<() => void>()
  const created = {
    listeners,
    notify() {
      for (const listener of listeners) listener()
    },
  }
  signal.addEventListener('abort', created.notify, { once: true })
  watches.set(signal, created)
  return created
}
