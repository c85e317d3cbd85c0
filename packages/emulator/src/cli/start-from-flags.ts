import { unwatchFile, watchFile } from 'node:fs'
import type { EmulatorOptions } from '../emulator/emulator-options.ts'
import { type ReloadableEmulator, startReloadableEmulator } from '../server/reloadable-emulator.ts'
import type { Emulator } from '../server/running-emulator.ts'
import { CommandError } from './command-error.ts'
import { fixedAdminToken, fixedApiKeys } from './fixed-keys.ts'
import type { Flags } from './parse-flags.ts'
import { readConfig } from './read-config.ts'

const defaultPort = 4400

/** Starts an emulator from flags and config file; flags win. Throws a `CommandError` with the remedy. */
export async function startFromFlags(flags: Flags): Promise<Emulator> {
  const options = await readOptions(flags)
  try {
    const reloadable = await startReloadableEmulator(options).catch((error) => startOnFreePort(error, options, flags))
    return flags.watch ? watchConfig(reloadable, flags) : reloadable.emulator
  } catch (error) {
    throw new CommandError(explain(error, options))
  }
}

/** With `run`, the command gets the port from its environment, so another one than the default does. */
async function startOnFreePort(error: unknown, options: EmulatorOptions, { command, port }: Flags) {
  const isInUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  if (!isInUse || !command || port !== undefined || options.port !== defaultPort) throw error
  const reloadable = await startReloadableEmulator({ ...options, port: 0 })
  const { url } = reloadable.emulator
  process.stderr.write(
    `coveo-emulator: port ${defaultPort} is in use, so COVEO_ENDPOINT is ${url}. A page with its own address of the emulator needs ${url}/rest/search/v2.\n`,
  )
  return reloadable
}

async function readOptions({ port, host, config }: Flags): Promise<EmulatorOptions> {
  const fromFile = config === undefined ? {} : await readConfig(config)
  return {
    port: defaultPort,
    adminToken: fixedAdminToken,
    ...fromFile,
    apiKeys: { ...fixedApiKeys, ...fromFile.apiKeys },
    ...(port === undefined ? {} : { port }),
    ...(host === undefined ? {} : { host }),
  }
}

function watchConfig({ emulator, reload }: ReloadableEmulator, flags: Flags): Emulator {
  const file = flags.config ?? ''
  const onChange = async () => {
    try {
      reload(await readOptions(flags))
      process.stderr.write(`coveo-emulator: reloaded ${file}\n`)
    } catch (error) {
      process.stderr.write(`coveo-emulator: kept the previous configuration. ${(error as Error).message}\n`)
    }
  }
  watchFile(file, { interval: 200 }, () => void onChange())
  const { stop } = emulator
  return Object.assign(emulator, {
    stop() {
      unwatchFile(file)
      return stop()
    },
  })
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
