/** An event for which a page may need a new token. */
export type WakeEvent = Pick<Event, 'type'> & Partial<Pick<PageTransitionEvent, 'persisted'>>

/** Calls `listener` when the page is shown, focused, restored or back online. Aborting the result stops it. Does nothing where there is no page. */
export function onWake(listener: (event: WakeEvent) => void): AbortController {
  const stopped = new AbortController()
  for (const type of ['visibilitychange', 'pageshow', 'focus', 'online', 'prerenderingchange', 'pagehide']) {
    // Not every event bubbles to the window. `focus` must not be captured: controls of the page dispatch it too.
    globalThis.addEventListener?.(type, listener, { capture: type !== 'focus', signal: stopped.signal })
  }
  return stopped
}
