import { createRevocations, type Revocations } from '../authorization/revocations.ts'
import { createSigningKeys, type SigningKeys } from '../authorization/signing-keys.ts'
import { createEmulatorClock, type EmulatorClock } from '../clock/emulator-clock.ts'
import { createFaultRegistry, type InternalFaultRegistry } from '../faults/fault-registry.ts'
import { createRequestLog, type RequestLog } from '../requests/request-log.ts'

/** The state of an emulator that outlives a reload of its options. */
export interface EmulatorRuntime {
  keys: SigningKeys
  clock: EmulatorClock
  faults: InternalFaultRegistry
  log: RequestLog
  revocations: Revocations
  /** Called after each change of the controls. A page that is open stays subscribed. */
  changeListeners: Set<() => void>
}

export function createRuntime(now?: () => number): EmulatorRuntime {
  return {
    keys: createSigningKeys(),
    clock: createEmulatorClock(now),
    faults: createFaultRegistry(),
    log: createRequestLog(),
    revocations: createRevocations(),
    changeListeners: new Set(),
  }
}
