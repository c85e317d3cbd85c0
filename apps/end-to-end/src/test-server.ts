import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface TestServer {
  readonly url: string
  /** Closes the server and its connections. */
  stop(): Promise<void>
}

/** Starts a server on a free port of this machine. */
export async function startTestServer(respond: RequestListener, host = '127.0.0.1'): Promise<TestServer> {
  const server = createServer(respond).listen(0, host)
  await once(server, 'listening')
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    async stop() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
