import type { AbortState } from './abort-state.ts'
import { onAbort } from './on-abort.ts'

export interface CombinedSignal {
  /** Aborts with the first of the signals, with its reason. */
  readonly signal: AbortSignal
  /** Detaches the combined signal, which then never aborts. */
  readonly release: () => void
}

/**
 * Combines signals until `release` is called. `AbortSignal.any` has no end: Node 20 keeps a record of each call as long as
 * a signal lives, and Next's edge runtime lacks it.
 */
export function combineSignals(signals: readonly AbortState[]): CombinedSignal {
  const controller = new AbortController()
  const removals = signals.map((signal) => onAbort(signal, () => controller.abort(signal.reason)))
  return {
    signal: controller.signal,
    release() {
      for (const remove of removals) remove()
    },
  }
}
