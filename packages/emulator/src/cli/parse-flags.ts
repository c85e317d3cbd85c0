import { parseArgs } from 'node:util'
import { CommandError } from './command-error.ts'

export interface Flags {
  port?: number
  host?: string
  config?: string
  /** Restart with the config file whenever it changes. */
  watch: boolean
  /** File to write the environment variables to. */
  writeEnv?: string
  json: boolean
  help: boolean
  version: boolean
  /** The command of `run`, with its arguments. */
  command?: readonly string[]
}

const options = {
  port: { type: 'string' },
  host: { type: 'string' },
  config: { type: 'string' },
  watch: { type: 'boolean' },
  'write-env': { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const

/** Parses the command line. Throws a `CommandError` that names the argument and the fix. */
export function parseFlags(args: string[]): Flags {
  const { own, command } = splitCommand(args)
  const { port, host, config, watch = false, 'write-env': writeEnv, ...flags } = parse(own)
  if (config === '') throw new CommandError('--config needs the name of a file.')
  if (writeEnv === '') throw new CommandError('--write-env needs the name of a file, such as .env.local.')
  if (host === '') throw new CommandError('--host needs an address, such as 127.0.0.1.')
  if (watch && config === undefined) throw new CommandError('--watch needs --config FILE.')
  if (command?.length === 0) throw new CommandError('run needs a command, such as coveo-emulator run npm test.')
  return {
    ...(port === undefined ? {} : { port: parsePort(port) }),
    ...(host === undefined ? {} : { host }),
    ...(config === undefined ? {} : { config }),
    ...(writeEnv === undefined ? {} : { writeEnv }),
    ...(command === undefined ? {} : { command }),
    watch,
    json: flags.json ?? false,
    help: flags.help ?? false,
    version: flags.version ?? false,
  }
}

/** Separates the command of `run` from the emulator's own flags, which may stand on either side of `run`. */
function splitCommand(args: string[]): { own: string[]; command?: string[] } {
  const { tokens } = parseArgs({ args, options, strict: false, allowPositionals: true, tokens: true })
  const [run, first] = tokens.filter(({ kind }) => kind === 'positional')
  if (run?.kind !== 'positional' || run.value !== 'run') return { own: args }
  const terminator = tokens.find(({ kind, index }) => kind === 'option-terminator' && index > run.index)
  const end = Math.min(terminator?.index ?? args.length, first?.index ?? args.length)
  const start = end === terminator?.index ? end + 1 : end
  return { own: [...args.slice(0, run.index), ...args.slice(run.index + 1, end)], command: args.slice(start) }
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options }).values
  } catch (error) {
    const [reason] = (error as Error).message.split('. ')
    throw new CommandError(`${reason}. Run coveo-emulator --help for the list of options.`)
  }
}

function parsePort(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new CommandError(`--port must be a whole number from 0 to 65535, not "${text}".`)
}
