import { ignore } from './ignore.ts'

type Start<Value> = (isCurrent: () => boolean) => Promise<Value>

export interface SingleFlight<Value> {
  /**
   * Joins the work in flight for `key`, or starts it. No caller can cancel the shared promise for the others.
   * If the work in flight was invalidated, the new work starts after it has settled, once for all callers.
   */
  readonly run: (key: string, start: Start<Value>) => Promise<Value>
  /** Whether the next `run` for `key` would join work in flight, or work about to start. */
  readonly has: (key: string) => boolean
  /** Lets no later caller join the work in flight for `key`. Current callers still get its result. */
  readonly invalidate: (key: string) => void
  /** Number of keys with work in flight. */
  readonly size: number
}

export interface SingleFlightOptions {
  /**
   * No caller joins work that is older than this, in milliseconds: a runtime may have ended it without settling it.
   * Default: no limit.
   */
  readonly maxAgeMs?: number | undefined
  /** A clock that never goes back, in milliseconds. Default: `performance.now`. */
  readonly now?: (() => number) | undefined
}

interface Flight<Value> {
  readonly startedAt: number
  promise: Promise<Value>
  isCurrent: boolean
  next: Promise<Value> | undefined
}

/** Runs at most one piece of work per key at a time, shared by all callers. Keeps nothing after it settles. */
export function createSingleFlight<Value>(options: SingleFlightOptions = {}): SingleFlight<Value> {
  const { maxAgeMs = Number.POSITIVE_INFINITY, now = () => performance.now() } = options
  const flights = new Map<string, Flight<Value>>()

  /** The flight for `key`, unless it is too old. */
  function find(key: string): Flight<Value> | undefined {
    const flight = flights.get(key)
    return flight && now() - flight.startedAt <= maxAgeMs ? flight : undefined
  }

  function invalidate(key: string): void {
    const flight = flights.get(key)
    if (flight) flight.isCurrent = false
  }

  function launch(key: string, start: Start<Value>): Promise<Value> {
    // One that is too old may still be running.
    invalidate(key)
    const state = { startedAt: now(), isCurrent: true, next: undefined }
    const promise = Promise.resolve()
      .then(() => start(() => state.isCurrent))
      .finally(() => {
        if (flights.get(key) === flight) flights.delete(key)
      })
    const flight: Flight<Value> = Object.assign(state, { promise })
    promise.catch(ignore)
    flights.set(key, flight)
    return promise
  }

  function follow(key: string, flight: Flight<Value>, start: Start<Value>): Promise<Value> {
    flight.next ??= flight.promise.then(ignore, ignore).then(() => run(key, start))
    flight.next.catch(ignore)
    return flight.next
  }

  function run(key: string, start: Start<Value>): Promise<Value> {
    const flight = find(key)
    if (flight === undefined) return launch(key, start)
    return flight.isCurrent ? flight.promise : follow(key, flight, start)
  }

  return {
    run,
    invalidate,
    has(key) {
      const flight = find(key)
      return flight !== undefined && (flight.isCurrent || flight.next !== undefined)
    },
    get size() {
      return flights.size
    },
  }
}
