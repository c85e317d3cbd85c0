import type { TokenSnapshot } from './token-snapshot.ts'

export interface SnapshotStore {
  readonly get: () => TokenSnapshot
  /** Replaces the snapshot and calls every listener. */
  readonly publish: (next: TokenSnapshot) => void
  /** Replaces the snapshot now, and calls the listeners afterwards: for a change that is noticed while React renders. */
  readonly replace: (next: TokenSnapshot) => void
  readonly listeners: Set<() => void>
}

/** Holds the current snapshot and the listeners for the next one. */
export function createSnapshotStore(snapshot: TokenSnapshot): SnapshotStore {
  const listeners = new Set<() => void>()

  function notify() {
    for (const listener of [...listeners]) {
      try {
        listener()
      } catch (error) {
        reportError(error)
      }
    }
  }

  return {
    listeners,
    get: () => snapshot,
    publish(next) {
      snapshot = next
      notify()
    },
    replace(next) {
      snapshot = next
      queueMicrotask(notify)
    },
  }
}
