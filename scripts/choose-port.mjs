import { createServer } from 'node:net'

/** @param {number} port 0 asks for any free one */
function tryPort(port) {
  return new Promise((/** @type {(free: number | undefined) => void} */ resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen({ port, host: '127.0.0.1' }, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined))
    })
  })
}

/**
 * The usual port of a server, or the next free one above it: a busy port is said, not suffered.
 *
 * @param {string} name
 * @param {number} usual
 * @param {(line: string) => void} say
 */
export async function choosePort(name, usual, say) {
  if ((await tryPort(usual)) !== undefined) return usual
  for (let port = usual + 10; port < usual + 200; port += 10) {
    if ((await tryPort(port)) !== undefined) {
      say(`Port ${usual} is busy (another program listens there), so ${name} uses port ${port} this time.`)
      return port
    }
  }
  throw new Error(`No free port for ${name} between ${usual} and ${usual + 200}: stop the program that holds them.`)
}
