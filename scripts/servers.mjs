import { createInterface } from 'node:readline'
import { execa } from 'execa'
import { root } from './terminal.mjs'

const endWithParent = new URL('./end-with-parent.mjs', import.meta.url).href
/** Output lines of a server that are kept, to be shown if it fails. */
const keptLines = 40

/** @type {Set<import('execa').ResultPromise>} */
const running = new Set()
let stopping = false

/**
 * Starts a Node program that ends with this process.
 *
 * @param {string} name
 * @param {string[]} args
 * @param {{ cwd?: string, env: NodeJS.ProcessEnv, onExit: (name: string, output: string) => void, onLine?: (line: string) => void }} options
 * `onExit` is called when the program ends before `stopServers()`, with the last lines of its standard output; `onLine` with each line
 * @returns {{ firstLine: Promise<string> }} the first line of its standard output
 */
export function startServer(name, args, { cwd = root, env, onExit, onLine }) {
  // `stopServers()` has taken its list already and would miss this one.
  if (stopping) return { firstLine: new Promise(() => {}) }
  const server = execa(process.execPath, ['--import', endWithParent, ...args], {
    cwd,
    env,
    // Its own process group: Ctrl-C in a terminal reaches the demo alone, which then stops its servers in order.
    detached: true,
    ipc: true,
    stdin: 'ignore',
    buffer: false,
    reject: false,
    forceKillAfterDelay: 4000,
  })
  running.add(server)
  /** @type {string[]} */
  const lines = []
  const firstLine = new Promise((/** @type {(line: string) => void} */ resolve) => {
    createInterface({ input: server.stdout }).on('line', (line) => {
      resolve(line)
      onLine?.(line)
      lines.push(line)
      if (lines.length > keptLines) lines.shift()
    })
  })
  createInterface({ input: server.stderr }).on('line', (line) => {
    if (!stopping) process.stderr.write(`[${name}] ${line}\n`)
  })
  void server.then(() => {
    running.delete(server)
    if (!stopping) onExit(name, lines.join('\n'))
  })
  return { firstLine }
}

/** Sends SIGTERM to every server, SIGKILL after 4 seconds, and resolves when all have ended. */
export async function stopServers() {
  stopping = true
  for (const server of running) server.kill()
  await Promise.all(running)
}

/** Resolves once `url` sends any response; throws after `timeoutMs`. */
export async function untilListening(/** @type {string} */ url, timeoutMs = 60_000) {
  const giveUpAt = Date.now() + timeoutMs
  for (;;) {
    try {
      await (await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(10_000) })).body?.cancel()
      return
    } catch {
      if (Date.now() > giveUpAt) throw new Error(`${url} sent no response within ${timeoutMs / 1000} seconds.`)
      await new Promise((resolve) => setTimeout(resolve, 150))
    }
  }
}
