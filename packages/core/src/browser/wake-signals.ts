/** Whether the page is in a background tab, where timers are throttled and nobody watches. */
export function isPageHidden(): boolean {
  return globalThis.document?.visibilityState === 'hidden'
}

/**
 * Calls `onWake` with an event whenever the page may have missed time: it was shown or hidden, thawed, restored from the
 * back-forward cache, or is online again. All of them reach the window. Returns how to stop.
 */
export function watchWakeSignals(onWake: (event: Event) => void): () => void {
  const { window } = globalThis
  const stop = new AbortController()
  for (const type of ['visibilitychange', 'resume', 'pageshow', 'online']) {
    window?.addEventListener?.(type, onWake, { signal: stop.signal })
  }
  return () => stop.abort()
}
