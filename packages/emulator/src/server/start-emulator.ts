import { createEmulator, type EmulatorCore } from './create-emulator.ts'
import { checkOptions, type EmulatorOptions } from './emulator-options.ts'
import { listen } from './listen.ts'
import { createNodeListener } from './node-listener.ts'

/** A running emulator. */
export interface Emulator extends EmulatorCore {
  /** Base URL for every call, without a trailing slash. */
  readonly url: string
  /** Closes every connection and frees the port. Idempotent. */
  stop(): Promise<void>
}

/**
 * Starts a local Coveo: token, privilege, search and analytics routes on one port.
 * Rejects with a `TypeError` for invalid options, and with the system error for a port in use (`EADDRINUSE`).
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const checked = checkOptions('startEmulator', options)
  const { core, application } = createEmulator(checked)
  const { host = '127.0.0.1', port = 0 } = checked
  const { url, close } = await listen(createNodeListener(application), { host, port })
  return Object.defineProperties({ url, stop: close }, Object.getOwnPropertyDescriptors(core)) as Emulator
}
