import type { Application } from '../emulator/application.ts'
import { createEmulator } from '../emulator/create-emulator.ts'
import { checkOptions, type EmulatorOptions } from '../emulator/emulator-options.ts'
import { createRuntime } from '../emulator/emulator-runtime.ts'
import { listen } from './listen.ts'
import { createNodeListeners } from './node-listeners.ts'
import type { Emulator } from './running-emulator.ts'

export interface ReloadableEmulator {
  emulator: Emulator
  /** Replaces keys, settings, documents and groups. Tokens, clock, faults and log stay; port and host do not change. */
  reload(options: EmulatorOptions): void
}

/** Starts an emulator whose options can be replaced while it runs. Rejects like `startEmulator`. */
export async function startReloadableEmulator(options: EmulatorOptions): Promise<ReloadableEmulator> {
  const checked = checkOptions('startEmulator', options)
  const runtime = createRuntime(checked.now)
  const { core, application } = createEmulator(checked, runtime)
  let current: Application = application
  const { host = '127.0.0.1', port = 0 } = checked
  const { url, close } = await listen(
    createNodeListeners((request) => current(request)),
    { host, port },
  )
  return {
    emulator: Object.defineProperties({ url, stop: close }, Object.getOwnPropertyDescriptors(core)) as Emulator,
    reload(changed) {
      current = createEmulator(checkOptions('startEmulator', changed), runtime).application
      for (const listener of runtime.changeListeners) listener()
    },
  }
}
