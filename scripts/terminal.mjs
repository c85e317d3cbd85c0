import { fileURLToPath } from 'node:url'
import { execa } from 'execa'

/** The root folder of the workspace. */
export const root = fileURLToPath(new URL('..', import.meta.url))

const colours = Boolean(process.stdout.isTTY) && !process.env.NO_COLOR

/** The environment of every tool: no telemetry, and colours only in a terminal. */
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

/** Prints a line. */
export const say = (/** @type {string} */ text = '') => process.stdout.write(`${text}\n`)

/** @param {number} startedAt a time of `Date.now()` */
export function secondsSince(startedAt) {
  return `${((Date.now() - startedAt) / 1000).toFixed(1)} s`
}

/**
 * Runs a command and resolves with its exit code and its output, also when it fails or cannot be started.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean, signal?: AbortSignal }} [options] `show` also prints the output
 * while the command runs; `signal` ends the command
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function run(command, args, { cwd = root, env = toolEnv, show = false, signal } = {}) {
  /** @type {['pipe', 'inherit'] | 'pipe'} */
  const output = show ? ['pipe', 'inherit'] : 'pipe'
  const result = await execa(command, args, {
    cwd,
    env,
    stdin: 'ignore',
    stdout: output,
    stderr: output,
    all: true,
    stripFinalNewline: false,
    reject: false,
    ...(signal && { cancelSignal: signal }),
  })
  return { code: result.exitCode ?? 1, output: result.all || (result.shortMessage ?? '') }
}

/** @param {string} name a command of the workspace's dependencies, such as `turbo` */
export function bin(name) {
  return `${root}node_modules/.bin/${name}`
}
