import { ignore } from '../../shared/ignore.ts'

/** Work that `close` waits for. */
export interface PendingWork {
  readonly track: <Value>(work: Promise<Value>) => Promise<Value>
  /** Resolves when all work has settled. */
  readonly settled: () => Promise<void>
}

export function createPendingWork(): PendingWork {
  const pending = new Set<Promise<unknown>>()
  return {
    track(work) {
      const done: Promise<unknown> = work.then(ignore, ignore).then(() => pending.delete(done))
      pending.add(done)
      return work
    },
    async settled() {
      while (pending.size > 0) await Promise.all(pending)
    },
  }
}
