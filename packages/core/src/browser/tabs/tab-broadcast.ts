import type { TabMessage } from './tab-message.ts'

export interface TabBroadcast {
  /** Joins the other tabs. Does nothing where a browser has no channels, and where there is no page. */
  readonly open: () => void
  /** The name of the open channel. Undefined while it is closed. */
  readonly name: () => string | undefined
  readonly post: (message: object) => void
  readonly close: () => void
}

/**
 * A channel to the tabs with the same endpoint, of all its variants. It closes when the page enters the back-forward cache, which it may
 * not enter otherwise: open it again when the page is restored.
 */
export function createTabBroadcast(endpoint: string, onMessage: (message: TabMessage) => void): TabBroadcast {
  let channel: BroadcastChannel | undefined

  function close() {
    channel?.close()
    channel = undefined
  }

  return {
    open() {
      try {
        // Two spellings of one address are one endpoint. A server has no `location`: its sources share nothing.
        const { origin, pathname } = new URL(endpoint, globalThis.document?.baseURI ?? location.href)
        channel ??= new BroadcastChannel(`coveo-token ${origin}${pathname}`)
        channel.onmessage = ({ data }) => onMessage(Object(data))
        // In Node, an open channel keeps the process alive.
        ;(channel as { unref?: () => void }).unref?.()
      } catch {}
    },
    name: () => channel?.name,
    post(message) {
      try {
        channel?.postMessage(message)
      } catch {}
    },
    close,
  }
}
