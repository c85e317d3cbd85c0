import type { SecurityIdentity } from '../authorization/security-identity.ts'
import type { EmulatorClock } from '../clock/emulator-clock.ts'
import type { Directory } from '../documents/directory.ts'
import type { Corpus } from './evaluate-expression.ts'
import type { SearchIndex } from './search-index.ts'
import type { SearchSettings } from './search-settings.ts'

export interface CallerCorpusOptions {
  index: SearchIndex
  directory: Directory
  clock: EmulatorClock
  settings: () => SearchSettings
}

export interface Caller {
  /** The identities that the query runs as. */
  identities: readonly SecurityIdentity[]
}

/** Returns the documents that a caller can access, with the time of the emulator. */
export type CallerCorpus = (caller: Caller, timezone?: string) => Corpus

export function createCallerCorpus({ index, directory, clock, settings }: CallerCorpusOptions): CallerCorpus {
  return ({ identities }, timezone = 'UTC') => ({
    index,
    entries: index.visibleTo(directory.resolve(identities)),
    time: { now: clock.now(), timezone },
    rejectsUnknownFields: settings().unknownFields === 'reject',
  })
}
