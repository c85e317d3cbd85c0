import { parseArgs } from 'node:util'
import { closestWord } from './closest-word.ts'
import type { OptionInfo } from './option-info.ts'
import { UsageError } from './usage-error.ts'

/** The parsed options of one command. */
export interface Arguments {
  readonly flag: (name: string) => boolean
  readonly text: (name: string) => string | undefined
  readonly texts: (name: string) => readonly string[]
  /** Every occurrence of these options, in the order of the command line. */
  readonly inOrder: (names: readonly string[]) => readonly { readonly name: string; readonly value: string }[]
}

/** The options of every command. */
export const commonOptions: Readonly<Record<string, OptionInfo>> = {
  json: { type: 'boolean', does: 'Print JSON and nothing else' },
  'env-file': {
    type: 'string',
    multiple: true,
    value: 'FILE',
    does: 'Read variables from FILE, such as .env.local; the environment wins',
  },
  help: { type: 'boolean', does: 'Print the help' },
}

/** Parses the options of a command. Throws a `UsageError` that names the option and no value. */
export function parseArguments(args: readonly string[], own: Readonly<Record<string, OptionInfo>>): Arguments {
  const { values, tokens } = parse([...args], { ...own, ...commonOptions })
  const all = (name: string) => [values[name] ?? []].flat()
  return {
    flag: (name) => values[name] === true,
    text: (name) => all(name).map(String).at(-1),
    texts: (name) => all(name).map(String),
    inOrder: (names) =>
      tokens.flatMap((token) =>
        token.kind === 'option' && names.includes(token.name) ? [{ name: token.name, value: String(token.value) }] : [],
      ),
  }
}

function parse(args: string[], options: Readonly<Record<string, OptionInfo>>) {
  try {
    const parsed = parseArgs({ args, options, tokens: true, allowPositionals: true })
    const [extra] = parsed.positionals
    if (extra === undefined) return parsed
  } catch (error) {
    const [reason = ''] = (error as Error).message.split(/[.\n]/)
    const [, unknown] = /^Unknown option '--([^']*)'/.exec(reason) ?? []
    const meant = unknown === undefined ? undefined : closestWord(unknown, Object.keys(options))
    const hint = meant === undefined ? '' : ` Did you mean --${meant}?`
    throw new UsageError(`${reason}.${hint} Add --help for the list of options.`)
  }
  throw new UsageError('A value without an option is left over. Add --help for the list of options.')
}
