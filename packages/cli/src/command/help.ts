import { commonOptions } from './arguments.ts'
import type { Command } from './command.ts'
import { commands } from './commands.ts'
import type { OptionInfo } from './option-info.ts'

const variables = `Environment
  COVEO_ORGANIZATION_ID  Id of the organization
  COVEO_API_KEY          API key of the "Authenticated search" template
  COVEO_REGION           us, eu, au, ca or hipaa (us)
  COVEO_ENDPOINT         One base URL for every call: the emulator, a proxy
  COVEO_TOKEN            A key or a token for inspect and privileges of
  REDIS_URL              The shared store for doctor
  NO_COLOR               Print no colours
`

const exitCodes = `Exit codes
  0  Done, and every check passed
  1  A check failed, or Coveo refused or could not be reached
  2  Wrong use: a missing or unknown option, an input that is not a key or a token

Keys and tokens come from the environment or the standard input, never from arguments, and are printed as fingerprints.
`

/** The text of `coveo-token --help`. */
export function generalHelp(): string {
  const rows = commands.map(({ name, summary }): [string, string] => [name, summary])
  return `Usage: coveo-token COMMAND [options]

Commands
${columns(rows)}
Options of every command
${columns([...Object.entries(commonOptions).map(optionRow), ['--version', 'Print the version']])}
${variables}
${exitCodes}`
}

/** The text of `coveo-token mint --help`: the commands of a group. */
export function groupHelp(group: readonly Command[]): string {
  const [word = ''] = group[0]?.name.split(' ') ?? []
  return `Usage: coveo-token ${word} COMMAND [options]

Commands
${columns(group.map(({ name, summary }) => [name, summary]))}
Add --help to a command for its options.
`
}

/** The text of `coveo-token COMMAND --help`. */
export function commandHelp({ name, summary, details, options }: Command): string {
  const rows = Object.entries({ ...options, ...commonOptions }).map(optionRow)
  return `Usage: coveo-token ${name} [options]

${[`${summary}.`, ...details].join('\n')}

${columns(rows)}
${variables}
${exitCodes}`
}

function optionRow([name, { value, does, multiple }]: [string, OptionInfo]): [string, string] {
  return [`--${name}${value === undefined ? '' : ` ${value}`}`, multiple ? `${does} (repeatable)` : does]
}

function columns(rows: readonly [string, string][]): string {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join('')
}
