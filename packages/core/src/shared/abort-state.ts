interface AbortListener {
  readonly handleEvent: () => void
}

/** The part of an `AbortSignal` that needs no platform. Every `AbortSignal` is one. */
export interface AbortState {
  readonly aborted: boolean
  readonly reason: unknown
  readonly throwIfAborted: () => void
  readonly addEventListener: (type: 'abort', listener: AbortListener) => void
  readonly removeEventListener: (type: 'abort', listener: AbortListener) => void
}

export interface AbortStateController {
  readonly signal: AbortState
  readonly abort: (reason: Error) => void
}

/**
 * An `AbortController` that outlives a request. On Cloudflare Workers the platform's own belongs to the request that created it, and
 * no other request may read its signal.
 */
export function createAbortState(): AbortStateController {
  const listeners = new Set<AbortListener>()
  let reason: Error | undefined
  return {
    signal: {
      get aborted() {
        return reason !== undefined
      },
      get reason() {
        return reason
      },
      throwIfAborted() {
        if (reason) throw reason
      },
      addEventListener: (_type, listener) => void listeners.add(listener),
      removeEventListener: (_type, listener) => void listeners.delete(listener),
    },
    abort(thrown) {
      if (reason) return
      reason = thrown
      for (const listener of listeners) listener.handleEvent()
      listeners.clear()
    },
  }
}
