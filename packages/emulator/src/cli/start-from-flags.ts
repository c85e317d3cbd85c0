import type { EmulatorOptions } from '../server/emulator-options.ts'
import { type Emulator, startEmulator } from '../server/start-emulator.ts'
import { CommandError } from './command-error.ts'
import type { Flags } from './parse-flags.ts'
import { readConfig } from './read-config.ts'

/** Starts an emulator from flags and config file; flags win. Throws a `CommandError` with the remedy. */
export async function startFromFlags({ port, host, config }: Flags): Promise<Emulator> {
  const options: EmulatorOptions = { port: 4400, ...(config === undefined ? {} : await readConfig(config)) }
  if (port !== undefined) options.port = port
  if (host !== undefined) options.host = host
  try {
    return await startEmulator(options)
  } catch (error) {
    throw new CommandError(explain(error, options))
  }
}

function explain(error: unknown, { port, host = '127.0.0.1' }: EmulatorOptions): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') {
    return `port ${port} on ${host} is in use. Stop the process that uses it, or choose another port with --port (0 picks a free one).`
  }
  if (code === 'EACCES') return `port ${port} needs elevated rights. Choose a port above 1023 with --port.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `this machine has no address ${host}. Change --host.`
  return error instanceof Error ? error.message : String(error)
}
