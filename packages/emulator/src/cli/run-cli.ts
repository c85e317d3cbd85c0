import { readFileSync } from 'node:fs'
import { CommandError } from './command-error.ts'
import { endWithNpx } from './end-with-npx.ts'
import { environmentOf } from './environment.ts'
import { type Flags, parseFlags } from './parse-flags.ts'
import { readyMessage } from './ready-message.ts'
import { runCommand } from './run-command.ts'
import { startFromFlags } from './start-from-flags.ts'
import { usage } from './usage.ts'
import { writeEnvFile } from './write-env-file.ts'

/** Runs `coveo-emulator` with these arguments. Sets exit code 1 for a usage error. */
export async function runCli(args: string[]): Promise<void> {
  try {
    const flags = parseFlags(args)
    if (flags.help) return void process.stdout.write(usage)
    if (flags.version) return void process.stdout.write(`${packageVersion()}\n`)
    await run(flags)
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    process.stderr.write(`coveo-emulator: ${error.message}\n`)
    process.exitCode = 1
  }
}

async function run(flags: Flags): Promise<void> {
  endWithNpx()
  const emulator = await startFromFlags(flags)
  const { url, organizationId, apiKeys } = emulator
  try {
    if (flags.writeEnv !== undefined) await writeEnvFile(flags.writeEnv, environmentOf(emulator))
    if (flags.command) {
      process.exitCode = await runCommand(flags.command, environmentOf(emulator))
      return await emulator.stop()
    }
  } catch (error) {
    await emulator.stop()
    throw error
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void emulator.stop())
  process.stdout.write(flags.json ? `${JSON.stringify({ url, organizationId, apiKeys })}\n` : readyMessage(emulator))
}

function packageVersion(): string {
  return JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version
}
