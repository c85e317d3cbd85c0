import { onPageEvents } from './page-events.ts'

const wakeEvents = ['visibilitychange', 'pageshow', 'focus', 'online', 'prerenderingchange'] as const

/** The event for which a page may need a new token. `restored`: it missed a sign-out in the back-forward cache, or while it was prerendered. */
export type WakeReason = (typeof wakeEvents)[number] | 'restored'

/** Calls `listener` when the page is shown, focused, restored or back online. Returns how to stop. */
export function onWake(listener: (reason: WakeReason) => void): () => void {
  return onPageEvents(wakeEvents, ({ persisted, type }) =>
    listener(persisted || type === 'prerenderingchange' ? 'restored' : (type as WakeReason)),
  )
}
