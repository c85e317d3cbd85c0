/** Why a page may need a new token now. `restored`: it missed a sign-out in the back-forward cache, or while it was prerendered. */
export type WakeReason = 'shown' | 'restored' | 'online'

const wakeEvents = ['visibilitychange', 'pageshow', 'focus', 'online', 'prerenderingchange']

/** Calls `listener` when the page is shown, focused, restored or back online. Returns how to stop. */
export function onWake(listener: (reason: WakeReason) => void): () => void {
  const stopped = new AbortController()
  const wake = ({ type, persisted }: Event & { persisted?: boolean }) =>
    listener(persisted || type === 'prerenderingchange' ? 'restored' : type === 'online' ? 'online' : 'shown')
  for (const type of wakeEvents) {
    // Not every event bubbles to the window. `focus` must not be captured: controls of the page dispatch it too.
    globalThis.addEventListener?.(type, wake, { capture: type !== 'focus', signal: stopped.signal })
  }
  return () => stopped.abort()
}
