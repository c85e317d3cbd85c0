import { fstatSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import type { CommandContext } from './command.ts'
import type { Terminal } from './run-cli.ts'

/** The context and the terminal of this process. */
export function processContext(): CommandContext & Terminal {
  const { stdout, stderr, env } = process
  return {
    env,
    cwd: process.cwd(),
    readInput: async () => (isPiped() ? await text(process.stdin) : ''),
    fetch: (input, init) => globalThis.fetch(input, init),
    now: () => Date.now(),
    writeOut: (output) => void stdout.write(output),
    writeError: (output) => void stderr.write(output),
    columns: stdout.isTTY ? stdout.columns : undefined,
    colours: stdout.isTTY && !env.NO_COLOR && env.TERM !== 'dumb',
  }
}

/** Whether the standard input is a pipe, a file or a socket. A terminal would wait for the user to type. */
function isPiped(): boolean {
  try {
    const input = fstatSync(0)
    return input.isFIFO() || input.isFile() || input.isSocket()
  } catch {
    return false
  }
}
