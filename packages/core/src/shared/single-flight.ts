type Start<Value> = (isCurrent: () => boolean) => Promise<Value>

export interface SingleFlight<Value> {
  /**
   * Joins the work in flight for `key`, or starts it. The promise is shared: nobody who waits can cancel it for the others.
   * If the work in flight was outdated, the new work starts when that one has settled, and is shared by all who ask
   * meanwhile. `start` can ask whether its own work is still current.
   */
  run(key: string, start: Start<Value>): Promise<Value>
  /** Whether work that is not outdated is in flight, or about to start, for `key`: the next `run` would join it. */
  has(key: string): boolean
  /** From now on, nobody joins the work in flight for `key`. Those who wait for it still get its answer. */
  outdate(key: string): void
  /** How many keys have work in flight. */
  readonly size: number
}

interface Flight<Value> {
  promise: Promise<Value>
  outdated: boolean
  next: Promise<Value> | undefined
}

/** One piece of work at a time for each key, however many ask for it. Keeps nothing once the work has settled. */
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
