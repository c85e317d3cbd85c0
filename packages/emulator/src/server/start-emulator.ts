import type { EmulatorCore } from '../emulator/create-emulator.ts'
import type { EmulatorOptions } from '../emulator/emulator-options.ts'
import { startReloadableEmulator } from './reloadable-emulator.ts'

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
  const { emulator } = await startReloadableEmulator(options)
  return emulator
}
