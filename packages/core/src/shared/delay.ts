import type { AbortState } from './abort-state.ts'
import { abortable } from './abortable.ts'
import { foregroundTimers, systemTimers, type Timers } from './timers.ts'

export interface DelayOptions {
  /** Ends the delay early. */
  readonly signal?: AbortState | undefined
  /** Whether the process may end during the delay, because no caller waits for it. Default false. */
  readonly background?: boolean | undefined
  /** Default: the platform's timers. */
  readonly timers?: Timers | undefined
}

/** Resolves after `ms` milliseconds. Rejects with the signal's reason, and clears its timer, when `signal` aborts. */
export function delay(ms: number, { signal, background = false, timers }: DelayOptions = {}): Promise<void> {
  const clock = timers ?? (background ? systemTimers : foregroundTimers)
  let timer: unknown
  const passed = new Promise<void>((resolve) => {
    timer = clock.setTimeout(resolve, ms)
  })
  return abortable(passed, signal).finally(() => clock.clearTimeout(timer))
}
