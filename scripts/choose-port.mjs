import { createServer } from 'node:net'

function isFree(/** @type {number} */ port) {
  return new Promise((/** @type {(free: boolean) => void} */ resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host: '127.0.0.1' }, () => server.close(() => resolve(true)))
  })
}

/**
 * Returns the usual port of a server, or the next free one above it; `say` prints that the usual one is busy.
 *
 * @param {string} name
 * @param {number} usual
 * @param {(line: string) => void} say
 */
export async function choosePort(name, usual, say) {
  if (await isFree(usual)) return usual
  for (let port = usual + 10; port < usual + 200; port += 10) {
    if (await isFree(port)) {
      say(`Port ${usual} is busy (another program listens there), so ${name} uses port ${port} this time.`)
      return port
    }
  }
  throw new Error(`No free port for ${name} between ${usual} and ${usual + 200}: stop the program that uses them.`)
}
