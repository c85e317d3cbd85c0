import type { AbortState } from './abort-state.ts'

/** The listeners of one signal: itself the one event listener that the signal has. */
interface Watch extends Set<() => void> {
  readonly handleEvent: () => void
}

const watches = new WeakMap<AbortState, Watch>()

/**
 * Calls `listener` when `signal` aborts, or at once if it has; returns a function that removes it. Adds one event listener per signal, however many
 * callers share it: Node warns of more than ten.
 */
export function onAbort(signal: AbortState, listener: () => void): () => void {
  const watch = watches.get(signal) ?? createWatch(signal)
  // A function of its own, so that one listener can be added twice.
  const entry = () => listener()
  if (signal.aborted) entry()
  watch.add(entry)
  return () => {
    if (!watch.delete(entry) || watch.size > 0) return
    // Node keeps a combined signal alive as long as it has an event listener.
    signal.removeEventListener('abort', watch)
    watches.delete(signal)
  }
}

function createWatch(signal: AbortState): Watch {
  const watch: Watch = Object.assign(new Set<() => void>(), {
    handleEvent() {
      for (const listener of watch) listener()
    },
  })
  signal.addEventListener('abort', watch)
  watches.set(signal, watch)
  return watch
}
