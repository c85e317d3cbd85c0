/** Why a page may need a new token now. `restored`: it left the back-forward cache, and its user may have changed. */
export type WakeReason = 'shown' | 'restored' | 'online'

const wakeEvents = ['visibilitychange', 'pageshow', 'focus', 'online', 'prerenderingchange']

/** Calls `listener` when the page is shown, focused, restored or back online. Returns how to stop. */
export function onWake(listener: (reason: WakeReason) => void): () => void {
  const stopped = new AbortController()
  const wake = ({ type, persisted }: Event & { persisted?: boolean }) =>
    listener(persisted ? 'restored' : type === 'online' ? 'online' : 'shown')
  for (const type of wakeEvents) globalThis.addEventListener?.(type, wake, { signal: stopped.signal })
  return () => stopped.abort()
}
