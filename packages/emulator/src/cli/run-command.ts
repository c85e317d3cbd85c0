import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'
import { CommandError } from './command-error.ts'

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGWINCH'] as const

/** Windows has no process groups: a signal there ends the command, and none of the processes that it started. */
const hasGroups = process.platform !== 'win32'

/**
 * Runs a command with additional environment variables, in a process group of its own. Signals reach the whole group:
 * `npx` alone would end without the command that it started. Resolves with its exit code, or 128 plus its signal.
 */
export async function runCommand(command: readonly string[], environment: Record<string, string>): Promise<number> {
  const [file = '', ...args] = command
  const child = spawn(file, args, {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
    detached: hasGroups,
    shell: !hasGroups,
  })
  const forward = (signal: NodeJS.Signals) => signalGroup(child, signal)
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

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(hasGroups ? -child.pid : child.pid, signal)
  } catch {
    // The group has ended already.
  }
}
