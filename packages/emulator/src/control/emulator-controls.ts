import type { ApiKeys } from '../authorization/api-keys.ts'
import type { Revocations } from '../authorization/revocations.ts'
import type { EmulatorClock } from '../clock/emulator-clock.ts'
import type { FaultBook } from '../faults/fault-book.ts'
import type { RequestLog } from '../requests/request-log.ts'
import type { SettingsStore } from './settings.ts'

/** What a test can turn while the emulator runs; in process and over HTTP alike. */
export interface EmulatorControls {
  clock: EmulatorClock
  settings: SettingsStore
  faults: FaultBook
  log: RequestLog
  /** From now on Coveo refuses this token, or API key, with 401; returns its fingerprint. */
  revoke(token: string): string
  /** Clock, settings, faults, revocations and request log as they were at the start; keys and tokens stay. */
  reset(): void
  state(): EmulatorState
}

export interface EmulatorState {
  organizationId: string
  apiKeys: ApiKeys
  clock: { now: number; iso: string; frozen: boolean }
  settings: ReturnType<SettingsStore['get']>
  documents: number
  faults: number
  revoked: number
  requests: number
}

export interface EmulatorControlsOptions {
  organizationId: string
  apiKeys: ApiKeys
  documents: number
  clock: EmulatorClock
  settings: SettingsStore
  faults: FaultBook
  log: RequestLog
  revocations: Revocations
}

export function createEmulatorControls(options: EmulatorControlsOptions): EmulatorControls {
  const { organizationId, apiKeys, documents, clock, settings, faults, log, revocations } = options
  return {
    clock,
    settings,
    faults,
    log,
    revoke: (token) => revocations.revoke(token),
    reset() {
      for (const part of [clock, settings]) part.reset()
      for (const part of [faults, log, revocations]) part.clear()
    },
    state: () => ({
      organizationId,
      apiKeys,
      clock: { now: clock.now(), iso: new Date(clock.now()).toISOString(), frozen: clock.frozen },
      settings: settings.get(),
      documents,
      faults: faults.list().length,
      revoked: revocations.size,
      requests: log.total,
    }),
  }
}
