/** What woke the page: `online` when the network came back, `restored` when the whole page came out of the back-forward cache. */
export type WakeReason = 'online' | 'restored' | 'shown' | 'hidden'

/** Whether the page is in a background tab, where timers are throttled and nobody watches. */
export function isPageHidden(): boolean {
  return globalThis.document?.visibilityState === 'hidden'
}

/** Calls `onWake` whenever the page may have missed time, and when it goes to the background. Returns how to stop. */
export function watchWakeSignals(onWake: (reason: WakeReason) => void): () => void {
  const stops = [
    listen(globalThis.document, 'visibilitychange', () => onWake(isPageHidden() ? 'hidden' : 'shown')),
    listen(globalThis.document, 'resume', () => onWake('shown')),
    listen(globalThis.window, 'pageshow', (event) =>
      onWake('persisted' in event && event.persisted ? 'restored' : 'shown'),
    ),
    listen(globalThis.window, 'online', () => onWake('online')),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

function listen(target: EventTarget | undefined, type: string, listener: (event: Event) => void): () => void {
  target?.addEventListener?.(type, listener)
  return () => target?.removeEventListener?.(type, listener)
}
