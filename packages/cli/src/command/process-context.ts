import { fstatSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { buffer } from 'node:stream/consumers'
import type { CommandContext } from './command.ts'
import { decodeText } from './decode-text.ts'
import type { Terminal } from './run-cli.ts'

/** The context and the terminal of this process. */
export function processContext(): CommandContext & Terminal {
  const { stdout, stderr, env } = process
  return {
    env,
    cwd: process.cwd(),
    readInput: async () => (isPiped() ? decodeText(await buffer(process.stdin)) : ''),
    confirm: process.stdin.isTTY ? confirm : undefined,
    fetch: (input, init) => globalThis.fetch(input, init),
    now: () => Date.now(),
    writeOut: (output) => void stdout.write(output),
    writeError: (output) => void stderr.write(output),
    columns: stdout.isTTY ? stdout.columns || undefined : undefined,
    colours: stdout.isTTY && !env.NO_COLOR && env.TERM !== 'dumb',
  }
}

/** Prints to the standard error, so that the output stays clean. */
async function confirm(request: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return /^y(es)?$/i.test((await lines.question(`${request} [y/N] `)).trim())
  } catch {
    // Ctrl-C or Ctrl-D.
    return false
  } finally {
    lines.close()
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
