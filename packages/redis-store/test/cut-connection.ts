import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A way to a server that can be cut, as a network is: what is sent meanwhile arrives once it is mended. */
export interface CutConnection {
  /** On 127.0.0.1. */
  readonly port: number
  readonly cut: () => void
  readonly mend: () => void
  /** Ends every connection. The responses to calls that have arrived are lost. */
  readonly drop: () => void
  readonly stop: () => Promise<void>
}

/** Starts a proxy in front of a TCP port of 127.0.0.1. */
export async function startCutConnection(to: number): Promise<CutConnection> {
  const sockets = new Set<Socket>()
  let isCut = false

  function forward(from: Socket, to: Socket): void {
    sockets.add(from)
    from.on('data', (bytes) => to.write(bytes))
    from.on('error', () => to.destroy())
    from.on('close', () => {
      sockets.delete(from)
      to.destroy()
    })
    if (isCut) from.pause()
  }

  const proxy = createServer((client) => {
    const server = connect(to, '127.0.0.1')
    forward(client, server)
    forward(server, client)
  }).listen(0, '127.0.0.1')
  await once(proxy, 'listening')

  function drop(): void {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: (proxy.address() as AddressInfo).port,
    cut() {
      isCut = true
      for (const socket of sockets) socket.pause()
    },
    mend() {
      isCut = false
      for (const socket of sockets) socket.resume()
    },
    drop,
    async stop() {
      drop()
      proxy.close()
      await once(proxy, 'close')
    },
  }
}
