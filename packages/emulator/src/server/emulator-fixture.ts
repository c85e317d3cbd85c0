import type { EmulatorOptions } from '../emulator/emulator-options.ts'
import type { Emulator } from './running-emulator.ts'
import { startEmulator } from './start-emulator.ts'

/**
 * Returns a fixture for Vitest and Playwright that starts an emulator for a test and stops it afterwards.
 * @example const test = base.extend({ coveo: emulatorFixture() })
 */
export function emulatorFixture(options: EmulatorOptions = {}) {
  // biome-ignore lint/correctness/noEmptyPattern: both test runners read the names of fixtures from this pattern
  return async ({}: object, use: (emulator: Emulator) => Promise<void>): Promise<void> => {
    const emulator = await startEmulator(options)
    try {
      await use(emulator)
    } finally {
      await emulator.stop()
    }
  }
}
