import { watchLaunchers } from './launchers.mjs'
import { stopServers } from './servers.mjs'
import { red, say } from './terminal.mjs'

/** @typedef {(reason: string, code?: number) => Promise<void>} Stop prints the reason, stops the servers, then this process */

/**
 * Creates the function that ends a command with its servers. It is also called on a signal, on an uncaught error, and when the program
 * that started the command has ended. Later calls (a second Ctrl-C) wait for the first.
 *
 * @param {{ onStop?: () => void }} [options] `onStop` is called before the servers are stopped
 * @returns {Promise<{ stop: Stop, onExit: (name: string, output: string) => void }>} `onExit` is for `startServer()`
 */
export async function createStop({ onStop } = {}) {
  /** @type {Promise<void> | undefined} */
  let stopping
  /** @type {Stop} */
  const stop = (reason, code = 0) => {
    stopping ??= stopAll(reason, code)
    return stopping
  }
  async function stopAll(/** @type {string} */ reason, /** @type {number} */ code) {
    if (reason) say(reason)
    onStop?.()
    await stopServers()
    process.exit(code)
  }

  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => void stop('\nStopping…'))
  }
  process.on('uncaughtException', (error) => void stop(`\n${red(error.message)}`, 1))
  await watchLaunchers(() => void stop(''))
  return { stop, onExit: (name, output) => void stop(`\n${red(`${name} stopped.`)}\n${output}`, 1) }
}
