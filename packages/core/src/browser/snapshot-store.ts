import type { TokenSnapshot } from './token-snapshot.ts'

export interface SnapshotStore {
  getSnapshot(): TokenSnapshot
  publish(next: TokenSnapshot): void
  readonly listeners: Set<() => void>
}

/** The current snapshot, and whoever listens for the next one. */
export function createSnapshotStore(snapshot: TokenSnapshot): SnapshotStore {
  const listeners = new Set<() => void>()
  return {
    listeners,
    getSnapshot: () => snapshot,
    publish(next) {
      snapshot = next
      for (const listener of [...listeners]) {
        // A listener that throws must not keep the others from being called.
        try {
          listener()
        } catch (error) {
          reportError(error)
        }
      }
    },
  }
}
