import { parseEntries } from './parse-reply.ts'
import type { RedisClient } from './redis-client.ts'
import { runScript } from './run-script.ts'
import { readLogScript } from './store-scripts.ts'

export interface MessageLogOptions {
  /** The key of the log. */
  readonly key: string
  readonly listener: (message: string) => void
  /** Called with the reason why messages are late or missing. */
  readonly onFailure: (error: unknown) => void
}

/** How soon a message arrives that the subscription missed, in milliseconds. */
const everyMs = 30_000
/** The most entries of one reply: a longer one would block Redis. */
const pageSize = 1_000
/** The id before the first entry of any log. */
const startId = '0-0'

/** The messages of the last 24 hours. A subscription misses those that are sent while it reconnects. */
export interface MessageLog {
  /** Delivers the messages since the last one, now and twice a minute. So a message can arrive twice. Returns a function that stops. */
  readonly follow: () => () => void
}

export function createMessageLog(client: RedisClient, { key, listener, onFailure }: MessageLogOptions): MessageLog {
  let lastId = startId

  /** Delivers page by page. */
  async function deliver(closing: AbortSignal): Promise<void> {
    for (let isFull = true; isFull && !closing.aborted; ) {
      const entries = parseEntries(
        await runScript(client, readLogScript, { keys: [key], arguments: [lastId, String(pageSize)] }),
      )
      isFull = entries.length === pageSize
      deliverPage(entries, closing)
    }
  }

  /** The first entry is the last one of the page before, unless the log no longer has it. */
  function deliverPage(entries: ReturnType<typeof parseEntries>, closing: AbortSignal): void {
    const isContinued = entries[0]?.id === lastId
    if (entries.length > 0 && !isContinued && lastId !== startId) onFailure(new Error(gapText))
    // An empty log has expired or was deleted: nothing is missing in the next one.
    if (entries.length === 0) lastId = startId
    for (const { id, message } of isContinued ? entries.slice(1) : entries) {
      if (closing.aborted) return
      lastId = id
      listener(message)
    }
  }

  return {
    follow() {
      const closing = new AbortController()
      let isReading = false

      async function read(): Promise<void> {
        if (isReading) return
        isReading = true
        await deliver(closing.signal).catch((error) => closing.signal.aborted || onFailure(error))
        isReading = false
      }

      const timer = setInterval(() => void read(), everyMs)
      if (typeof timer === 'object') timer.unref?.()
      void read()
      return () => {
        closing.abort()
        clearInterval(timer)
      }
    },
  }
}

const gapText =
  'The log of messages in Redis no longer has the last message that arrived: messages may be missing, and a revoked token may stay in memory until it is due.'
