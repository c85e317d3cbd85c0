import { describe, expect, it } from 'vitest'
import { publicNames } from '../../../scripts/public-names.ts'

/** The public names of each entry. Applications depend on each of them, so a change here is a decision. */
const entries: Record<string, string[]> = {
  'handler.ts': [
    'ApiError',
    'EmulatorCore (type)',
    'EmulatorHandler (type)',
    'EmulatorOptions (type)',
    'emulatorHandler',
    'fingerprintOf',
  ],
  'index.ts': [
    'ActiveFault (type)',
    'ApiError',
    'ApiKeyName (type)',
    'ApiKeys (type)',
    'DocumentInput (type)',
    'Emulator (type)',
    'EmulatorClock (type)',
    'EmulatorCore (type)',
    'EmulatorHandler (type)',
    'EmulatorOptions (type)',
    'EmulatorSettings (type)',
    'EmulatorState (type)',
    'FaultInput (type)',
    'FaultRegistry (type)',
    'PipelineInput (type)',
    'RecordedCaller (type)',
    'RecordedRequest (type)',
    'RouteName (type)',
    'SettingsStore (type)',
    'TokenFault (type)',
    'emulatorFixture',
    'emulatorHandler',
    'fingerprintOf',
    'startEmulator',
  ],
}

describe('@coveo-token/emulator', () => {
  it.each(Object.entries(entries))('exports these names from %s, and nothing else', (entry, names) => {
    expect(publicNames(new URL(entry, import.meta.url))).toEqual(names)
  })
})
