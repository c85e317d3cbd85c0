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
  readonly outdate: (key: string) => void
  /** Number of keys with work in flight. */
  readonly size: number
}

interface Flight<Value> {
  promise: Promise<Value>
  outdated: boolean
  next: Promise<Value> | undefined
}

/** Runs at most one piece of work per key at a time, shared by all callers. Keeps nothing after it settles. */
export function createSingleFlight<Value>(): SingleFlight<Value> {
  const flights = new Map<string, Flight<Value>>()

  function launch(key: string, start: Start<Value>): Promise<Value> {
    const state = { outdated: false, next: undefined }
    const promise = Promise.resolve()
      .then(() => start(() => !state.outdated))
      .finally(() => flights.delete(key))
    promise.catch(ignore)
    flights.set(key, Object.assign(state, { promise }))
    return promise
  }

  function follow(key: string, flight: Flight<Value>, start: Start<Value>): Promise<Value> {
    flight.next ??= flight.promise.then(ignore, ignore).then(() => run(key, start))
    flight.next.catch(ignore)
    return flight.next
  }

  function run(key: string, start: Start<Value>): Promise<Value> {
    const flight = flights.get(key)
    if (flight === undefined) return launch(key, start)
    return flight.outdated ? follow(key, flight, start) : flight.promise
  }

  return {
    run,
    has(key) {
      const flight = flights.get(key)
      return flight !== undefined && (!flight.outdated || flight.next !== undefined)
    },
    outdate(key) {
      const flight = flights.get(key)
      if (flight !== undefined) flight.outdated = true
    },
    get size() {
      return flights.size
    },
  }
}

function ignore(): void {}
