import type { EmulatorOptions } from '../emulator/emulator-options.ts'
import { startReloadableEmulator } from './reloadable-emulator.ts'
import type { Emulator } from './running-emulator.ts'

/**
 * Starts a local Coveo: token, privilege, search and analytics routes on one port.
 * Rejects with a `TypeError` for invalid options, and with the system error for a port in use (`EADDRINUSE`).
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { emulator } = await startReloadableEmulator(options)
  return emulator
}
