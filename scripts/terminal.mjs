import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The folder that holds the whole workspace. */
export const root = fileURLToPath(new URL('..', import.meta.url))

const colours = Boolean(process.stdout.isTTY) && !process.env.NO_COLOR

/** What every tool is started with: no telemetry, and colours only where a person watches. */
export const toolEnv = {
  ...process.env,
  ...(colours ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }),
  TURBO_TELEMETRY_DISABLED: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
}

const paint = (/** @type {number} */ code) => (/** @type {string} */ text) =>
  colours ? `\u001b[${code}m${text}\u001b[0m` : text

export const bold = paint(1)
export const dim = paint(2)
export const red = paint(31)
export const green = paint(32)
export const yellow = paint(33)
export const cyan = paint(36)

/** @param {number} startedAt an instant of `Date.now()` */
export function secondsSince(startedAt) {
  return `${((Date.now() - startedAt) / 1000).toFixed(1)} s`
}

/**
 * Runs a command to its end and gives its exit code and everything it printed.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean, signal?: AbortSignal }} [options] `show` passes the output
 * through as it comes; `signal` ends the command
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, options = {}) {
  const { cwd = root, env = toolEnv, show = false, signal } = options
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], ...(signal && { signal }) })
    /** @type {Buffer[]} */
    const chunks = []
    for (const [stream, target] of /** @type {const} */ ([
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ])) {
      stream.on('data', (chunk) => {
        chunks.push(chunk)
        if (show) target.write(chunk)
      })
    }
    child.on('error', (error) => resolve({ code: 127, output: error.message }))
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') }))
  })
}

/** @param {string} name a command of the workspace's own dependencies, such as `turbo` */
export function bin(name) {
  return `${root}node_modules/.bin/${name}`
}
