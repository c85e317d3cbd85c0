/** Calls `listener` with each event of these types. Returns how to stop. Does nothing where there is no page. */
export function onPageEvents(types: readonly string[], listener: (event: PageTransitionEvent) => void): () => void {
  const stopped = new AbortController()
  for (const type of types) {
    // Not every event bubbles to the window. `focus` must not be captured: controls of the page dispatch it too.
    const options = { capture: type !== 'focus', signal: stopped.signal }
    globalThis.addEventListener?.(type, listener as EventListener, options)
  }
  return () => stopped.abort()
}
