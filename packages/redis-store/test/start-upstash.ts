import { createClient } from 'redis'
import { startUpstashServer, type UpstashServer } from './upstash-server.ts'

/** Starts the REST interface of Upstash in front of the Redis on this socket. */
export async function startUpstash(path: string): Promise<UpstashServer> {
  const behind = createClient({ socket: { path, tls: false } })
  await behind.connect()
  const subscriber = behind.duplicate()
  await subscriber.connect()
  const http = await startUpstashServer({
    send: (words) => behind.sendCommand(words),
    subscribe: (channel, listener) => subscriber.subscribe(channel, listener),
  })
  return {
    url: http.url,
    async stop() {
      behind.destroy()
      subscriber.destroy()
      await http.stop()
    },
  }
}
