/** The part of a client of `ioredis` or `iovalkey` that connects. */
export interface Connecting {
  /** `wait` before its first connection, `end` after its last one. */
  readonly status?: string
  connect(): Promise<unknown>
  once(event: 'ready' | 'end' | 'error', listener: (error?: Error) => void): unknown
  off(event: 'ready' | 'end' | 'error', listener: (error?: Error) => void): unknown
}

/**
 * Resolves when the client can send commands: with `enableOfflineQueue: false` it rejects them before. Rejects with the reason why it
 * cannot connect.
 */
export async function untilReady(client: Connecting): Promise<void> {
  const { status } = client
  if (status === undefined || status === 'ready') return
  await new Promise<void>((resolve, reject) => {
    function settle(error?: Error): void {
      client.off('ready', onReady)
      client.off('error', settle)
      client.off('end', settle)
      reject(error ?? new Error('The client of Redis is closed.'))
    }
    function onReady(): void {
      resolve()
      settle()
    }
    client.once('ready', onReady)
    client.once('error', settle)
    client.once('end', settle)
    if (status === 'wait') client.connect().catch(settle)
    if (status === 'end') settle()
  })
}
