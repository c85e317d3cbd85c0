import type { Command } from './command.ts'
import { commands } from './commands.ts'
import { UsageError } from './usage-error.ts'

/** Finds the command that the first words name. Throws a `UsageError` that lists the commands. */
export function findCommand(args: readonly string[]): { command: Command; rest: readonly string[] } {
  const words = args.filter((arg) => !arg.startsWith('-'))
  for (const command of commands) {
    const own = command.name.split(' ')
    if (!own.every((word, at) => words[at] === word)) continue
    // Options may stand before the command: each of its words is removed where it first appears.
    const rest = [...args]
    for (const word of own) rest.splice(rest.indexOf(word), 1)
    return { command, rest }
  }
  throw new UsageError(`Name one of the commands: ${commands.map(({ name }) => name).join(', ')}.`)
}
