/** Over a longer time the machine sleeps: timers run late, and once. */
const longestAwakeMs = 10_000

/** The timers of a small world, on a clock that only `advance()` moves. */
export class WorldTimers {
  time = 0
  /** By how much the wall clock is behind. */
  behindMs = 0
  /** The sleep of the machine that the monotonic clock did not count. */
  frozenMs = 0
  private readonly timers = new Map<number, { readonly at: number; readonly run: () => void }>()

  set(id: number, ms: number, run: () => void): void {
    this.timers.set(id, { at: this.time + ms, run })
  }

  clear(id: number): void {
    this.timers.delete(id)
  }

  /** The wall clock, since the start of the world. */
  get wall(): number {
    return this.time - this.behindMs
  }

  /** The monotonic clock. */
  get steady(): number {
    return this.time - this.frozenMs
  }

  /** Moves the clock, and waits for `settle` after each timer. */
  async advance(ms: number, settle: () => Promise<void>): Promise<void> {
    const until = this.time + ms
    const isAsleep = ms > longestAwakeMs
    for (;;) {
      const due = [...this.timers].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at)
      if (due.length === 0) break
      for (const [id, { at, run }] of isAsleep ? due : due.slice(0, 1)) {
        this.timers.delete(id)
        this.time = isAsleep ? until : Math.max(this.time, at)
        run()
        await settle()
      }
      if (isAsleep) break
    }
    this.time = until
  }
}
