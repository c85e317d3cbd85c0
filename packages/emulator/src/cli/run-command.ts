import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { CommandError } from './command-error.ts'

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Runs a command with additional environment variables. Resolves with its exit code, or 128 plus its signal. */
export async function runCommand(command: readonly string[], environment: Record<string, string>): Promise<number> {
  const [file = '', ...args] = command
  const child = spawn(file, args, {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
    shell: process.platform === 'win32',
  })
  const forward = (signal: NodeJS.Signals) => void child.kill(signal)
  for (const signal of forwarded) process.on(signal, forward)
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', (error) => reject(new CommandError(`${file} cannot be started: ${error.message}`)))
      child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGTERM']))
    })
  } finally {
    for (const signal of forwarded) process.off(signal, forward)
  }
}
