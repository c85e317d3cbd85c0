import { followClient } from './follow-client.ts'
import { createMessageLog } from './message-log.ts'
import type { RedisClient } from './redis-client.ts'
import { subscribeTo } from './subscribe-to.ts'

export interface ReceiveOptions {
  readonly channel: string
  /** The key of the log of the channel. */
  readonly logKey: string
  readonly listener: (message: string) => void
  /** Called with the reason why messages are late or missing. */
  readonly onFailure: (error: unknown) => void
}

/**
 * Delivers messages by a subscription, and those that it misses by the log. Pauses while the client is closed. Resolves with a function
 * that ends it.
 */
export async function receiveMessages(client: RedisClient, options: ReceiveOptions): Promise<() => Promise<void>> {
  const { channel, logKey } = options
  const [listener, onFailure] = [isolated(options.listener), isolated(options.onFailure)]
  const hasLog = client.publish !== undefined && client.receives !== false
  const log = hasLog ? createMessageLog(client, { key: logKey, listener, onFailure }) : undefined
  let isClosed = false
  let stopLog: (() => void) | undefined
  let unsubscribe = await subscribeTo(client, { channel, listener })
  followLog()

  /** Reads the log now: after a subscription, it has all that was sent before. */
  function followLog(): void {
    stopLog?.()
    if (!isClosed) stopLog = log?.follow()
  }

  async function subscribeAgain(): Promise<void> {
    unsubscribe = await subscribeTo(client, { channel, listener })
    if (isClosed) await unsubscribe()
    else followLog()
  }

  const stopFollowing = followClient(client, {
    close() {
      isClosed = true
      stopLog?.()
    },
    reopen() {
      isClosed = false
      followLog()
      void subscribeAgain().catch(onFailure)
    },
  })
  return async () => {
    stopFollowing()
    await unsubscribe()
  }
}

/** An error of a listener would end the connection or the loop that delivers to all others. */
function isolated<Value>(listener: (value: Value) => void): (value: Value) => void {
  return (value) => {
    try {
      listener(value)
    } catch {}
  }
}
