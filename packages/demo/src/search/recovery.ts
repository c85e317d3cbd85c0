const delaysMs = [2000, 4000, 8000, 15_000]

/** How far a recovery is. */
export interface RecoverySnapshot {
  /** Attempts since the last success. */
  readonly attempts: number
  /** When the next attempt starts: milliseconds since the epoch. Undefined while there is none to come. */
  readonly retryAt: number | undefined
}

export interface RecoveryState {
  /** Whether the last search failed and may succeed later. */
  down: boolean
  /** Whether an attempt is in flight. */
  busy: boolean
  /** Starts an attempt. */
  retry: () => void
}

export interface Recovery {
  getSnapshot: () => RecoverySnapshot
  subscribe: (listener: () => void) => () => void
  /** Plans the next attempt of this state. Returns how to cancel it. */
  follow: (state: RecoveryState) => (() => void) | undefined
}

const idle: RecoverySnapshot = { attempts: 0, retryAt: undefined }

/** Plans attempts while something fails: after 2, 4, 8 and then every 15 seconds, and at once when the browser is online again. */
export function createRecovery(): Recovery {
  let snapshot = idle
  const listeners = new Set<() => void>()

  function publish(next: RecoverySnapshot) {
    if (next.attempts === snapshot.attempts && next.retryAt === snapshot.retryAt) return
    snapshot = next
    for (const listener of listeners) listener()
  }

  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    follow({ down, busy, retry }) {
      const { attempts } = snapshot
      if (!down || busy) {
        publish(busy ? { attempts, retryAt: undefined } : idle)
        return undefined
      }
      const delayMs = delaysMs[Math.min(attempts, delaysMs.length - 1)] ?? 0
      publish({ attempts, retryAt: Date.now() + delayMs })
      function again() {
        publish({ attempts: attempts + 1, retryAt: undefined })
        retry()
      }
      const timer = setTimeout(again, delayMs)
      window.addEventListener('online', again)
      return () => {
        clearTimeout(timer)
        window.removeEventListener('online', again)
      }
    },
  }
}
