import { onPageEvents } from '../page-events.ts'
import type { TabMessage } from './tab-message.ts'

export interface TabBroadcast {
  /** Joins the other tabs. Does nothing while the channel is open, where a browser has none, and where there is no page. */
  readonly open: () => void
  /** The name of the open channel. Undefined while it is closed. */
  readonly name: () => string | undefined
  readonly post: (message: object) => void
  readonly close: () => void
}

/**
 * A channel to the tabs with the same endpoint, of all its variants. It is closed while the page is in the back-forward cache, which the page may not enter
 * otherwise.
 */
export function createTabBroadcast(endpoint: string, onMessage: (message: TabMessage) => void): TabBroadcast {
  let channel: BroadcastChannel | undefined
  let stop: (() => void) | undefined

  function connect() {
    try {
      // Two spellings of one address are one endpoint. A server has no `location`: its sources share nothing.
      const { origin, pathname } = new URL(endpoint, location.href)
      channel ??= new BroadcastChannel(`coveo-token ${origin}${pathname}`)
      channel.onmessage = ({ data }) => onMessage(Object(data))
      // In Node, an open channel keeps the process alive.
      ;(channel as { unref?: () => void }).unref?.()
    } catch {}
  }

  function disconnect() {
    channel?.close()
    channel = undefined
  }

  return {
    open() {
      if (stop) return
      connect()
      stop = onPageEvents(['pagehide', 'pageshow'], ({ type }) => (type === 'pagehide' ? disconnect() : connect()))
    },
    name: () => channel?.name,
    post(message) {
      try {
        channel?.postMessage(message)
      } catch {}
    },
    close() {
      stop?.()
      stop = undefined
      disconnect()
    },
  }
}
