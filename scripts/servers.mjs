import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { root } from './terminal.mjs'

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()
let stopping = false

/**
 * Starts a Node program in a process group of its own, so that all of it can be stopped.
 *
 * @param {string} name
 * @param {string[]} args
 * @param {{ cwd?: string, env: NodeJS.ProcessEnv, onExit: (name: string, words: string) => void }} options
 * `onExit` is called when it ends although nobody stopped it, with the last lines that it said and that were not yet shown
 * @returns {{ firstLine: Promise<string> }}
 */
export function startServer(name, args, { cwd = root, env, onExit }) {
  // Asked while everything is being stopped: this one would be left behind.
  if (stopping) return { firstLine: new Promise(() => {}) }
  const child = spawn(process.execPath, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  /** @type {string[]} */
  const said = []
  const firstLine = new Promise((/** @type {(line: string) => void} */ resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      said.push(line)
      resolve(line)
      said.splice(0, said.length - 40)
    })
  })
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (!stopping) process.stderr.write(`[${name}] ${line}\n`)
  })
  child.once('close', () => {
    running.delete(child)
    if (!stopping) onExit(name, said.join('\n'))
  })
  return { firstLine }
}

/** Asks every started server to end, and ends those that have not after 4 seconds. */
export async function stopServers() {
  stopping = true
  const children = [...running]
  const ended = children.map((child) => new Promise((resolve) => child.once('close', resolve)))
  for (const child of children) signal(child, 'SIGTERM')
  const timer = setTimeout(() => {
    for (const child of children) signal(child, 'SIGKILL')
  }, 4000)
  await Promise.all(ended)
  clearTimeout(timer)
}

function signal(/** @type {import('node:child_process').ChildProcess} */ child, /** @type {NodeJS.Signals} */ name) {
  if (child.pid === undefined || !running.has(child)) return
  try {
    process.kill(-child.pid, name)
  } catch {
    child.kill(name)
  }
}

/** Resolves when `url` answers anything at all; throws after `timeoutMs`. */
export async function untilAnswering(/** @type {string} */ url, timeoutMs = 60_000) {
  const giveUpAt = Date.now() + timeoutMs
  for (;;) {
    try {
      await (await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(10_000) })).body?.cancel()
      return
    } catch {
      if (Date.now() > giveUpAt) throw new Error(`${url} did not answer within ${timeoutMs / 1000} seconds.`)
      await new Promise((resolve) => setTimeout(resolve, 150))
    }
  }
}
