import type { EmulatorCore } from '../emulator/create-emulator.ts'

/** A running emulator. */
export interface Emulator extends EmulatorCore {
  /** Base URL for every call, without a trailing slash. */
  readonly url: string
  /** Closes every connection and frees the port. Idempotent. */
  stop(): Promise<void>
}
