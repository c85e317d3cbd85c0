import type { ApiKeyStore } from '../authorization/api-key-store.ts'
import type { ApiKeys } from '../authorization/api-keys.ts'
import type { Revocations } from '../authorization/revocations.ts'
import type { EmulatorClock } from '../clock/emulator-clock.ts'
import type { FaultRegistry } from '../faults/fault-registry.ts'
import type { RequestLog } from '../requests/request-log.ts'
import type { SettingsStore } from './settings.ts'

/** The controls of a running emulator, shared by the in-process API and `/__emulator/`. */
export interface EmulatorControls {
  clock: EmulatorClock
  settings: SettingsStore
  faults: FaultRegistry
  log: RequestLog
  /** Calls `listener` after each change over HTTP. Returns a function that removes it. */
  subscribe(listener: () => void): () => void
  /** Notifies the listeners of a change. */
  notify(): void
  /** Rejects this token or API key with 401 from now on. Returns its fingerprint. */
  revoke(token: string): string
  /** Restores clock, settings, faults, revocations and request log. Keys and tokens stay valid. */
  reset(): void
  state(): EmulatorState
  /** The users and groups through which a user can access a document. Undefined if there is no such document. */
  explainAccess(request: AccessRequest): readonly string[] | undefined
}

export interface AccessRequest {
  /** The `uniqueId` of a result. */
  document: string
  /** The name of a user, as in `userIds`. */
  user: string
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
  faults: FaultRegistry
  log: RequestLog
  revocations: Revocations
  keyStore: ApiKeyStore
  explainAccess: EmulatorControls['explainAccess']
  changeListeners: Set<() => void>
}

export function createEmulatorControls(options: EmulatorControlsOptions): EmulatorControls {
  const { organizationId, apiKeys, documents, clock, settings, faults, log, revocations, keyStore, explainAccess } =
    options
  const listeners = options.changeListeners
  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    notify() {
      for (const listener of listeners) listener()
    },
    clock,
    settings,
    faults,
    log,
    explainAccess,
    revoke: (token) => revocations.revoke(token),
    reset() {
      for (const part of [clock, settings, keyStore]) part.reset()
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
