/** Why a page may need a new token now. `restored`: it missed a sign-out in the back-forward cache, or while it was prerendered. */
export type WakeReason = 'shown' | 'restored' | 'online'

const shownAfterPrerendering = 'prerenderingchange'
const wakeEvents = ['visibilitychange', 'pageshow', 'focus', 'online', shownAfterPrerendering]

/** Calls `listener` when the page is shown, focused, restored or back online. Returns how to stop. */
export function onWake(listener: (reason: WakeReason) => void): () => void {
  const stopped = new AbortController()
  const wake = ({ type, persisted }: Event & { persisted?: boolean }) =>
    listener(persisted || type === shownAfterPrerendering ? 'restored' : type === 'online' ? 'online' : 'shown')
  for (const type of wakeEvents) {
    // This event does not bubble, and `focus` must not be captured: controls of the page dispatch it too.
    const capture = type === shownAfterPrerendering
    globalThis.addEventListener?.(type, wake, { capture, signal: stopped.signal })
  }
  return () => stopped.abort()
}
