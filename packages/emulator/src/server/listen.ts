import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { NodeListeners } from './node-listeners.ts'

export interface ListenOptions {
  host: string
  port: number
}

export interface Listening {
  url: string
  /** Closes open connections and resolves once the port is free. Idempotent. */
  close(): Promise<void>
}

/** Starts an HTTP server. Rejects with the system error, such as EADDRINUSE. */
export async function listen(
  { request, clientError }: NodeListeners,
  { host, port }: ListenOptions,
): Promise<Listening> {
  // Without these, Node responds itself: without an error body, and without the headers that a page needs to read it.
  const server = createServer({ requireHostHeader: false }, request)
  server.on('checkExpectation', request).on('clientError', clientError)
  // Node's 5 seconds end connections that a busy client is about to use: it then sees a reset instead of a response.
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  const { address, family, port: actual } = server.address() as AddressInfo
  let closed: Promise<void> | undefined
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${actual}`,
    close() {
      closed ??= new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
      return closed
    },
  }
}
