export interface EmulatorClock {
  /** The emulator's time, in milliseconds since 1970. */
  now(): number
  /** Moves time by `ms` milliseconds. Tokens expire by this clock. */
  advance(ms: number): void
  /** Sets the time (milliseconds since 1970). The clock keeps running from there. */
  set(time: number): void
  /** Stops time until `resume()`. */
  freeze(): void
  resume(): void
  readonly frozen: boolean
  /** Returns to the system time, running. */
  reset(): void
}

/** Creates a clock that follows `now` until it is moved or frozen. */
export function createEmulatorClock(now: () => number = Date.now): EmulatorClock {
  let offset = 0
  let frozenAt: number | undefined
  const current = () => frozenAt ?? now() + offset

  return {
    now: current,
    advance(ms) {
      assertFinite('ms', ms)
      assertTime(current() + ms)
      if (frozenAt === undefined) offset += ms
      else frozenAt += ms
    },
    set(time) {
      assertFinite('time', time)
      assertTime(time)
      if (frozenAt === undefined) offset = time - now()
      else frozenAt = time
    },
    freeze() {
      frozenAt = current()
    },
    resume() {
      if (frozenAt === undefined) return
      offset = frozenAt - now()
      frozenAt = undefined
    },
    get frozen() {
      return frozenAt !== undefined
    },
    reset() {
      offset = 0
      frozenAt = undefined
    },
  }
}

/** The date of a response has four digits for the year. `Date.UTC(0, …)` is in 1900. */
const [earliest, latest] = [Date.UTC(0, 0, 1), Date.UTC(9999, 0, 1)]

function assertTime(time: number): void {
  if (time >= earliest && time <= latest) return
  throw new TypeError('the time must be between the years 1900 and 9999')
}

function assertFinite(name: string, value: number): void {
  if (!Number.isFinite(value)) throw new TypeError(`${name} must be a finite number of milliseconds`)
}
