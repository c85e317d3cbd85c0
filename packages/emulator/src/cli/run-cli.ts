import { readFileSync } from 'node:fs'
import { CommandError } from './command-error.ts'
import { parseFlags } from './parse-flags.ts'
import { readyMessage } from './ready-message.ts'
import { startFromFlags } from './start-from-flags.ts'

const usage = `Usage: coveo-emulator [options]

A local Coveo for development and tests. Ctrl-C stops it.

  --port N        Port to listen on; 0 picks a free one (4400)
  --host ADDRESS  Address to listen on (127.0.0.1)
  --config FILE   JSON file with options: API keys, settings, documents, groups
  --json          Print one line of JSON when ready, and nothing else
  --help          Print this text
  --version       Print the version
`

/** Runs `coveo-emulator` with these arguments until SIGINT or SIGTERM. Sets exit code 1 for a usage error. */
export async function runCli(args: string[]): Promise<void> {
  try {
    const flags = parseFlags(args)
    if (flags.help) return void process.stdout.write(usage)
    if (flags.version) return void process.stdout.write(`${packageVersion()}\n`)
    const emulator = await startFromFlags(flags)
    const { url, organizationId, apiKeys } = emulator
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void emulator.stop())
    process.stdout.write(flags.json ? `${JSON.stringify({ url, organizationId, apiKeys })}\n` : readyMessage(emulator))
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    process.stderr.write(`coveo-emulator: ${error.message}\n`)
    process.exitCode = 1
  }
}

function packageVersion(): string {
  return JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version
}
