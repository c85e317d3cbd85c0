import type { Timers } from '../shared/timers.ts'

export interface FakeClockOptions {
  /** Where the clock starts, in milliseconds since the epoch. Default 1 700 000 000 000. */
  readonly startAt?: number | undefined
}

/** A clock that moves only by `advance`, for the options `now` and `timers`. Its functions need no `this`. */
export interface FakeClock extends Timers {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Moves on by so many milliseconds. Timers run in order, each at its instant; promises that they start may settle. */
  readonly advance: (ms: number) => Promise<void>
  /** Number of pending timers. */
  readonly pending: number
}

interface FakeTimer {
  readonly dueAt: number
  readonly run: () => void
}

/** Enough turns for chains of promises to settle; a longer chain waits for something else. */
const turns = 200

/** Creates a clock that moves only by `advance`. */
export function createFakeClock({ startAt = 1_700_000_000_000 }: FakeClockOptions = {}): FakeClock {
  const timers = new Map<number, FakeTimer>()
  let time = startAt
  let created = 0

  function firstDue(until: number): number | undefined {
    let first: number | undefined
    for (const [id, { dueAt }] of timers) {
      if (dueAt <= until && dueAt < (timers.get(first ?? -1)?.dueAt ?? Number.POSITIVE_INFINITY)) first = id
    }
    return first
  }

  return {
    now: () => time,
    setTimeout(run, delayMs) {
      created++
      timers.set(created, { run, dueAt: time + Math.max(0, delayMs) })
      return created
    },
    clearTimeout(timer) {
      timers.delete(timer as number)
    },
    async advance(ms) {
      if (!(ms >= 0)) throw new TypeError('advance: ms must not be negative; time does not run backwards.')
      const until = time + ms
      await settle()
      for (let id = firstDue(until); id !== undefined; id = firstDue(until)) {
        const timer = timers.get(id)
        timers.delete(id)
        time = timer?.dueAt ?? time
        timer?.run()
        await settle()
      }
      time = until
    },
    get pending() {
      return timers.size
    },
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await undefined
}
