const wakeEvents = ['visibilitychange', 'pageshow', 'focus', 'online', 'prerenderingchange'] as const

/** The event for which a page may need a new token. `restored`: it missed a sign-out in the back-forward cache, or while it was prerendered. */
export type WakeReason = (typeof wakeEvents)[number] | 'restored'

/** Calls `listener` when the page is shown, focused, restored or back online. Aborting the result stops it. Does nothing where there is no page. */
export function onWake(listener: (reason: WakeReason) => void): AbortController {
  const stopped = new AbortController()
  for (const type of wakeEvents) {
    const wake = ({ persisted }: Partial<PageTransitionEvent>) =>
      listener(persisted || type === 'prerenderingchange' ? 'restored' : type)
    // Not every event bubbles to the window. `focus` must not be captured: controls of the page dispatch it too.
    globalThis.addEventListener?.(type, wake, { capture: type !== 'focus', signal: stopped.signal })
  }
  return stopped
}
