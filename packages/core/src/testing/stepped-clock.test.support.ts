import type { Timers } from '../shared/timers.ts'

/** A clock whose timers run one at a time, when the test says so. */
export interface SteppedClock extends Timers {
  readonly startedAt: number
  readonly now: () => number
  /** Moves the clock on without running a timer, as for a frozen process. */
  readonly pass: (ms: number) => void
  /** Moves the clock to the next timer, unless it is late already, and runs it. */
  readonly runNext: () => void
  /** The delays of all timers, in order. */
  readonly dueIn: () => readonly number[]
  readonly pending: number
}

export function createSteppedClock(): SteppedClock {
  const timers = new Map<number, { dueAt: number; run: () => void }>()
  const startedAt = 1_700_000_000_000
  let time = startedAt
  let created = 0

  return {
    startedAt,
    now: () => time,
    setTimeout(run, ms) {
      timers.set(++created, { dueAt: time + Math.max(0, ms), run })
      return created
    },
    clearTimeout: (timer) => void timers.delete(timer as number),
    pass(ms) {
      time += ms
    },
    runNext() {
      let next: number | undefined
      for (const [id, { dueAt }] of timers) {
        if (next === undefined || dueAt < (timers.get(next)?.dueAt ?? 0)) next = id
      }
      const timer = timers.get(next ?? -1)
      if (next === undefined || timer === undefined) return
      timers.delete(next)
      time = Math.max(time, timer.dueAt)
      timer.run()
    },
    dueIn: () => [...timers.values()].map(({ dueAt }) => Math.round(dueAt - time)).sort((one, two) => one - two),
    get pending() {
      return timers.size
    },
  }
}
