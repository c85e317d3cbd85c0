import { closestWord } from './closest-word.ts'
import type { Command } from './command.ts'
import { commands } from './commands.ts'
import { UsageError } from './usage-error.ts'

/** Finds the command that the first words name. Throws a `UsageError` that lists the commands. */
export function findCommand(args: readonly string[]): { command: Command; rest: readonly string[] } {
  const words = wordsIn(args)
  for (const command of commands) {
    const own = command.name.split(' ')
    if (!own.every((word, at) => words[at] === word)) continue
    // Options may stand before the command: each of its words is removed where it first appears.
    const rest = [...args]
    for (const word of own) rest.splice(rest.indexOf(word), 1)
    return { command, rest }
  }
  throw unknownCommand(words)
}

/** The commands whose first word alone is given: `mint` of `mint search`. Empty if the words name something else. */
export function findGroup(args: readonly string[]): readonly Command[] {
  const [first, second] = wordsIn(args)
  return second === undefined ? commands.filter(({ name }) => name.startsWith(`${first} `)) : []
}

function wordsIn(args: readonly string[]): string[] {
  return args.filter((arg) => !arg.startsWith('-'))
}

function unknownCommand(words: readonly string[]): UsageError {
  const [first] = words
  const group = findGroup(words)
  const names = (group.length > 0 ? group : commands).map(({ name }) => name)
  const list = `Name one of the commands: ${names.join(', ')}.`
  if (first === undefined) return new UsageError(list)
  if (group.length > 0) return new UsageError(`${first} needs one more word. ${list}`)
  // The first word can be a command, and the second an option's value.
  const isPair = commands.some(({ name }) => name.startsWith(`${first} `)) || closestWord(first, names) === undefined
  const given = isPair ? words.slice(0, 2).join(' ') : first
  const meant = closestWord(given, names)
  return new UsageError(
    [`There is no command "${given}".`, ...(meant === undefined ? [] : [`Did you mean ${meant}?`]), list].join(' '),
  )
}
