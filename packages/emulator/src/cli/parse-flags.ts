import { parseArgs } from 'node:util'
import { CommandError } from './command-error.ts'

export interface Flags {
  port?: number
  host?: string
  config?: string
  json: boolean
  help: boolean
  version: boolean
}

/** Parses the command line. Throws a `CommandError` that names the argument and the fix. */
export function parseFlags(args: string[]): Flags {
  const { port, host, config, json = false, help = false, version = false } = parse(args)
  if (config === '') throw new CommandError('--config needs the name of a file.')
  if (host === '') throw new CommandError('--host needs an address, such as 127.0.0.1.')
  return {
    ...(port === undefined ? {} : { port: parsePort(port) }),
    ...(host === undefined ? {} : { host }),
    ...(config === undefined ? {} : { config }),
    json,
    help,
    version,
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        config: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    }).values
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
