import { readFileSync } from 'node:fs'
import { defineCommand } from 'citty'
import type { EmulatorOptions } from '../server/emulator-options.ts'
import { type Emulator, startEmulator } from '../server/start-emulator.ts'
import { bannerOf } from './banner.ts'
import { CommandError } from './command-error.ts'
import { readConfig } from './read-config.ts'

const flags = {
  port: { type: 'string', description: 'Port to listen on; 0 picks a free one', valueHint: '4400' },
  host: { type: 'string', description: 'Address to listen on', valueHint: '127.0.0.1' },
  config: {
    type: 'string',
    description: 'JSON file with options: API keys, settings, documents, groups',
    valueHint: 'FILE',
  },
  json: { type: 'boolean', description: 'Print one line of JSON when ready, and nothing else' },
} as const

/** `coveo-emulator`: runs until it is told to stop. */
export const emulatorCommand = defineCommand({
  meta: {
    name: 'coveo-emulator',
    description: 'A local Coveo for development and tests',
    version: JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version,
  },
  args: flags,
  async run({ args }) {
    try {
      refuseUnknown(args)
      const emulator = await start(args)
      const { url, organizationId, apiKeys } = emulator
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void emulator.stop())
      process.stdout.write(args.json ? `${JSON.stringify({ url, organizationId, apiKeys })}\n` : bannerOf(emulator))
    } catch (error) {
      if (!(error instanceof CommandError)) throw error
      process.stderr.write(`coveo-emulator: ${error.message}\n`)
      process.exitCode = 1
    }
  },
})

interface Flags {
  port?: string | undefined
  host?: string | undefined
  config?: string | undefined
}

async function start({ port, host, config }: Flags): Promise<Emulator> {
  if (config === '') throw new CommandError('--config needs the name of a file.')
  if (host === '') throw new CommandError('--host needs an address, such as 127.0.0.1.')
  const options: EmulatorOptions = { port: 4400, ...(config === undefined ? {} : await readConfig(config)) }
  if (port !== undefined) options.port = readPort(port)
  if (host !== undefined) options.host = host
  try {
    return await startEmulator(options)
  } catch (error) {
    throw new CommandError(explain(error, options))
  }
}

function readPort(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new CommandError(`--port must be a whole number from 0 to 65535, not "${text}".`)
}

function explain(error: unknown, { port, host = '127.0.0.1' }: EmulatorOptions): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') {
    return `port ${port} on ${host} is in use. Stop what runs there, or choose another with --port (0 picks a free one).`
  }
  if (code === 'EACCES') return `port ${port} needs more rights than you have. Choose one above 1023 with --port.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `this machine has no address ${host}. Change --host.`
  return error instanceof Error ? error.message : String(error)
}

function refuseUnknown({ _: words, ...args }: { _: string[] } & Record<string, unknown>): void {
  const unknown = Object.keys(args).filter((name) => !(name in flags))
  if (words.length === 0 && unknown.length === 0) return
  const said = [...words, ...unknown.map((name) => `--${name}`)].join(' ')
  throw new CommandError(`I do not understand ${said}. Run coveo-emulator --help to see what there is.`)
}
